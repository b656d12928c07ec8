import { chapters } from '../notebooks/course.ts'
import { chaptersInLab } from './chapter.ts'

chaptersInLab(chapters.filter(name => name >= '08'))
