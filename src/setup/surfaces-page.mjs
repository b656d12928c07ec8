/**
 * The page of surfaces, from the built library: a picture of all, a table, then each with its equation, its minima and what it
 * teaches.
 */

/** @typedef {{ name: string, dimension: number, tex: string, parameters: Record<string, number>, domain: readonly (readonly [number, number])[],
 *   start: readonly number[], minima: readonly { x: readonly number[], value: number }[], teaches: string, source: string, inDimension(n: number): Surface }} Surface */

/** @param {{ surfaces: Record<string, Surface> }} library */
export function surfacesPage({ surfaces }) {
  const entries = Object.entries(surfaces).sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = entries.map(([name, surface]) =>
    [
      `[\`${name}\`](#${name.toLowerCase()})`,
      inAny(surface) ? '2, or any' : surface.dimension,
      parameters(surface),
      surface.minima.length,
      surface.source,
    ].join(' | '),
  )
  return `${[
    '# Surfaces',
    'Made by `npm run docs` from the definitions in `src/surfaces`. `rosenbrock.with({ b: 10 })` is the same surface with another parameter, `rosenbrock.inDimension(10)` with more coordinates. Gradient and Hessian come from the equation, and are exact. Where a function has a corner its slope is 0: at the corner of |x|, and at that of a root of what is not linear.',
    '![Small contour maps of all surfaces](surfaces.svg)',
    [
      '|  | dimensions | parameters | known minima | source |',
      '| --- | --- | --- | --- | --- |',
      ...rows.map(row => `| ${row} |`),
    ].join('\n'),
    ...entries.map(section),
  ].join('\n\n')}\n`
}

/**
 * The picture on the page: black on white, since a picture in a page does not know the page's colours.
 * @param {{ surfaces: Record<string, Surface>, wall: (surfaces: Record<string, Surface>) => { svg: string } }} library
 */
export function surfacesPicture({ surfaces, wall }) {
  return `${wall(surfaces).svg.replace('style="', 'style="background:#fff;color:#222;')}\n`
}

/** @param {[string, Surface]} entry */
function section([name, surface]) {
  const any = inAny(surface)
  const general = any?.tex.replace(`\\dots, x_{${any.dimension}}`, '\\dots, x_{n}')
  const box = surface.domain.map(([low, high]) => `[${low}, ${high}]`).join(', ')
  const minima = surface.minima.map(({ x, value }) => `- ${value} at ${point(x)}`).join('\n')
  return [
    `## ${name}`,
    `**${surface.name}**${parameters(surface) && ` with ${parameters(surface)}`}. ${surface.teaches}`,
    fenced(surface.tex),
    ...(general === undefined ? [] : ['In n dimensions:', fenced(general)]),
    `Drawn over ${box}; starts at ${point(surface.start)}.`,
    minima === '' ? 'It has no known minimum.' : `Known minima:\n\n${minima}`,
    `*${surface.source}*`,
  ].join('\n\n')
}

/**
 * The surface with more coordinates, if its equation is for any number of them.
 * @param {Surface} surface
 */
function inAny(surface) {
  try {
    return surface.inDimension(surface.dimension + 1)
  } catch {
    return undefined
  }
}

/** @param {Surface} surface */
const parameters = surface =>
  Object.entries(surface.parameters)
    .map(([name, value]) => `\`${name}\` ${value}`)
    .join(', ')

/** @param {readonly number[]} x */
const point = x => (x.length === 1 ? String(x[0]) : `(${x.join(', ')})`)

/** @param {string} tex */
const fenced = tex => `\`\`\`math\n${tex}\n\`\`\``
