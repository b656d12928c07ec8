import { chapters } from '../notebooks/course.ts'
import { chaptersInLab } from './chapter.ts'

// In two files, as files run side by side.
chaptersInLab(chapters.filter(name => name < '08'))
