/** @typedef {import('./chapters.mjs').Chapter} Chapter */

/**
 * The contents of the course: what each chapter teaches, how long it takes, and which come before it.
 * @param {readonly Chapter[]} chapters
 * @param {{ teacher?: boolean }} [options] whether it leads to the pages for teachers
 */
export function contentsPage(chapters, { teacher = true } = {}) {
  const first = chapters[0]
  return `${[
    '# The course',
    `Gradient-descent optimization, from the first step downhill to a challenge against Adam, in ${chapters.length} chapters. Each is a notebook: read it, predict, run its cells with \`Shift+Enter\`, change the numbers.`,
    ...(first === undefined
      ? []
      : [
          `**New here?** Open [${first.number} · ${first.name}](${first.file}) and begin at its top. Each chapter says at its top what it needs, and what you can do after it.`,
        ]),
    '## Chapters',
    [
      '| chapter | what it teaches | minutes |',
      '| --- | --- | ---: |',
      ...chapters.map(
        ({ number, name, file, lead, minutes }) =>
          `| [${number} · ${name}](${file}) | ${cell(lead)} | ${minutes ?? ''} |`,
      ),
    ].join('\n'),
    '## Which chapter needs which',
    'An arrow leads from a chapter to those that build on it. What is reached by a longer way round has no arrow of its own.',
    picture(chapters),
    '## Other ways in',
    [
      '- [By document](by-document.md): the five texts the course was made from, section by section, each with the cell that teaches it.',
      '- [References](references.md): papers and books by year, with the chapters that name them.',
      ...(teacher
        ? [
            '- [For teachers](teaching.md): time, goals, sections, plans for lessons. The [worked answers](answers.md) are apart.',
          ]
        : []),
    ].join('\n'),
    'To come back to this page, click on `contents.md` in the list of files on the left.',
  ].join('\n\n')}\n`
}

/** Text in a table's cell. @param {string} text */
const cell = text => text.replaceAll('|', '\\|')

/** The chapters as a graph, drawn by JupyterLab and by GitHub from its text. @param {readonly Chapter[]} chapters */
function picture(chapters) {
  const arrows = chapters.flatMap(({ file, number }) =>
    direct(file, chapters).map(from => `  c${from.slice(0, 2)} --> c${number}`),
  )
  return [
    '```mermaid',
    'flowchart TD',
    '  accTitle: Which chapter needs which',
    ...chapters.map(({ number, name }) => `  c${number}["${number} ${name}"]`),
    ...arrows,
    '```',
  ].join('\n')
}

/**
 * What a chapter needs, without what one of these needs already.
 * @param {string} file
 * @param {readonly Chapter[]} chapters
 */
export function direct(file, chapters) {
  const needs = (/** @type {string} */ of) =>
    (chapters.find(chapter => chapter.file === of)?.needs ?? []).filter(
      other => other < of && chapters.some(chapter => chapter.file === other),
    )
  /** @type {(of: string) => string[]} */
  const all = of => needs(of).flatMap(other => [other, ...all(other)])
  return needs(file).filter(one => !needs(file).some(other => other !== one && all(other).includes(one)))
}
