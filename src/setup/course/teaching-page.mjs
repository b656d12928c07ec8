import { cellOf, plain } from './chapters.mjs'

/** @typedef {import('./chapters.mjs').Chapter} Chapter */

/** Plans for lessons of 90 minutes: what is read together, what is done alone, by the chapters' numbers. */
const plans = [
  {
    name: 'One lesson',
    about: 'For a class that has heard of machine learning, and should see what training is.',
    lessons: [['00', 'sections 2 to 4 together, exercise 2 alone; then chapter 02, section 1, as a demonstration']],
  },
  {
    name: 'A week: five lessons',
    about: 'The way from a slope to Adam, and what to make of it.',
    lessons: [
      ['00', 'whole; at home chapter 01, sections 1 to 3'],
      ['02', 'sections 1 to 4; at home sections 6 to 8'],
      ['04', 'sections 1 to 3 and 6'],
      ['06', 'sections 1 to 4; before it chapter 05, sections 2 and 3, told by the teacher'],
      ['11', 'the comparison, then a round of the challenge of chapter 13 in groups'],
    ],
  },
  {
    name: 'A term: a chapter a lesson',
    about: 'Each chapter fills a lesson with its exercises; the last third of each is for the exercises.',
    lessons: [],
  },
]

/**
 * The page for teachers.
 * @param {readonly Chapter[]} chapters
 */
export function teachingPage(chapters) {
  const total = chapters.reduce((sum, { minutes = 0 }) => sum + minutes, 0)
  const named = (/** @type {string} */ number) => {
    const chapter = chapters.find(each => each.number === number)
    return chapter === undefined ? `chapter ${number}` : `[${number} · ${chapter.name}](${chapter.file})`
  }
  return `${[
    '# For teachers',
    `${chapters.length} chapters, ${Math.round(total / 6) / 10} hours of reading and running, ${chapters.reduce((sum, { exercises }) => sum + exercises.length, 0)} exercises. In class count twice the minutes.`,
    '## How a chapter goes',
    'A section has four parts. A **question**. A **prediction**: stop here, and let everyone write theirs down before the cell is run; a wrong one teaches more than a right one. The **cell** that decides. A **reading** of what came out. After some sections comes an **exercise**, whose check gives a hint and never the answer.',
    'All numbers are seeded: what you see at home is what the class sees. A comparison always states its budget and the tuning of both sides; let the class look for what is unfair in it.',
    '## Without the answers',
    'The worked answers are folded away in each chapter. To hand the notebooks out without them:',
    '```sh\nnpm run handout            # writes notebooks/handout: every chapter without its answers\n```',
    'All [worked answers](answers.md) on one page are for you.',
    '## Plans',
    ...plans.flatMap(({ name, about, lessons }) => [
      `### ${name}`,
      about,
      (lessons.length === 0 ? chapters.map(({ number }) => [number, '']) : lessons)
        .map(([number, what]) => `1. ${named(number)}${what === '' ? '' : `: ${what}`}`)
        .join('\n'),
    ]),
    '## Chapter by chapter',
    ...chapters.flatMap(chapter => section(chapter, named)),
    '[Contents](contents.md)',
  ].join('\n\n')}\n`
}

/** @param {Chapter} chapter @param {(number: string) => string} named */
function section({ file, number, name, lead, goals, needs, minutes, sections, exercises }, named) {
  const facts = [
    minutes === undefined ? '' : `**${minutes} minutes.**`,
    needs.length === 0 ? 'Needs no other chapter.' : `Needs ${needs.map(need => named(need.slice(0, 2))).join(', ')}.`,
  ]
  const parts = sections.map(({ cell, heading }) => `[${plain(heading)}](${cellOf(file, cell)})`)
  const tasks = exercises.map(
    ({ number: n, name: task, cell }) => `[${n}${task === '' ? '' : `: ${task}`}](${cellOf(file, cell)})`,
  )
  return [
    `### ${number} · ${name}`,
    `[Open it](${file}). ${lead}`,
    facts.filter(Boolean).join(' '),
    goals.length === 0 ? '' : `Goals. Students can\n\n${goals.map(goal => `- ${goal}`).join('\n')}`,
    parts.length === 0 ? '' : `Sections: ${parts.join(' · ')}`,
    tasks.length === 0 ? '' : `Exercises: ${tasks.join(' · ')}`,
  ].filter(Boolean)
}
