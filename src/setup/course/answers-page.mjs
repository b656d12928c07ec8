import { cellOf } from './chapters.mjs'

/** The worked answers of all exercises, for the teacher. @param {readonly import('./chapters.mjs').Chapter[]} chapters */
export function answersPage(chapters) {
  return `${[
    '# Worked answers',
    'Collected from the chapters. A line of code replaces the line of that name in the exercise. Other answers may be as good: the check under each exercise decides.',
    ...chapters.flatMap(({ file, number, name, exercises }) => [
      `## ${number} · ${name}`,
      ...exercises.flatMap(exercise => [
        `### Exercise ${exercise.number}${exercise.name === '' ? '' : `: ${exercise.name}`}`,
        `${exercise.task} [(to the exercise)](${cellOf(file, exercise.cell)})`.trim(),
        '**Answer.**',
        exercise.answer,
      ]),
    ]),
    '[For teachers](teaching.md)',
  ].join('\n\n')}\n`
}
