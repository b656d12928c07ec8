/**
 * The page of schedules, from the built library: a picture of all, a table, then each with its equation, its parameters and what
 * PyTorch and Optax call it; and those that are made from others.
 */

/** @typedef {{ title: string, equation: string, tex: string, purpose: string, peers: string, source: string, example: object,
 *   parameters: Record<string, { default?: number, list?: true }>, options: Record<string, { choices: readonly (string | number)[], default: string | number }>,
 *   [display: symbol]: () => Record<string, string> } & ((given: object) => { tex: string })} Family */
/** @typedef {{ schedules: Record<string, Family>, [name: string]: any }} Library */

/** What is made from other schedules: the call that shows it, and what it is for. */
const combinations = [
  [
    'sequence',
    'sequence([linear({ initial: 0.02, final: 0.1, steps: 20 }), 0.1, 0.01], { at: [20, 60] })',
    'One after another, each counting its own updates. Without `at` each part lasts until its own end. PyTorch: SequentialLR. Optax: join_schedules.',
  ],
  [
    'product',
    'product([cosine({ initial: 0.1, steps: 100 }), stepDecay({ initial: 1, factor: 0.5, every: 50 })])',
    'Multiplied, all counting the same updates. PyTorch: ChainedScheduler. Optax: a function.',
  ],
  [
    'clamp',
    'clamp(exponentialDecay({ initial: 0.1, gamma: 0.97 }), { min: 0.01 })',
    'Kept between two values. Optax: the end_value of exponential_decay. PyTorch: eta_min, where a scheduler has it.',
  ],
  [
    'warmup',
    "warmup(cosine({ initial: 0.1, steps: 80 }), { steps: 20, shape: 'linear' })",
    "A rise before any other: shape 'linear', 'exponential' or 'cosine'. The first update is number 1 of the rise, so the equation says t + 1; PyTorch's LinearLR and Optax's warmup schedules begin at t = 0 with their first value, which may be 0.",
  ],
  [
    'perEpoch',
    'perEpoch(stepDecay({ initial: 0.1, factor: 0.5, every: 30 }), 32)',
    'A schedule given in epochs as one in updates. PyTorch counts what its step() is called for; Optax counts updates.',
  ],
  [
    'drawn',
    "drawn([[0, 0.01], [20, 0.1], [100, 0]], { by: 'linear' })",
    "Through points drawn by hand, by straight lines or by a smooth curve ('monotone'). Optax: piecewise_interpolate_schedule. PyTorch: none.",
  ],
]

/** @param {Library} library */
export function schedulesPage(library) {
  const entries = Object.entries(library.schedules).sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = entries.map(([name, family]) =>
    [`[\`${name}\`](#${name.toLowerCase()})`, settings(family), family.source].join(' | '),
  )
  return `${[
    '# Schedules',
    'Made by `npm run docs` from the definitions in `src/schedules`. A schedule is a function of t, the number of updates already made: 0 at the first. PyTorch counts calls of its step(), and Optax updates, from 0 as well. Where a paper counts from 1, or where t = 0 would waste an update, the equation says t + 1. All lengths are in updates; `perEpoch` takes a schedule in epochs. Past its end a schedule stays at its last value. Any hyperparameter may be a schedule, and so may the size of a batch.',
    '![Small curves of all schedules](schedules.svg)',
    ['|  | parameters and defaults | source |', '| --- | --- | --- |', ...rows.map(row => `| ${row} |`)].join('\n'),
    ...entries.map(section),
    '## Made from others',
    'Each is a schedule again: with its equation, and plain data that `scheduleFrom` reads.',
    ...combinations.map(([name, call, words]) => combination(library, name, call, words)),
    '## Driven by the loss',
    '`pipe(adam(), reduceOnPlateau({ patience: 10 }))` scales the steps down when the loss has stopped falling, `earlyDecay` from then on a little more in each. What they have seen is in the slots of the rule, so that a run goes on from a checkpoint bit for bit.',
  ].join('\n\n')}\n`
}

/**
 * The picture on the page: black on white, since a picture in a page does not know the page's colours.
 * @param {Library} library
 */
export function schedulesPicture({ schedules, scheduleWall }) {
  return `${scheduleWall(schedules).svg.replace('style="', 'style="background:#fff;color:#222;')}\n`
}

/** @param {[string, Family]} entry */
function section([name, family]) {
  const shown = family[Symbol.for('Jupyter.display')]()['text/markdown']
  // GitHub reads a formula between dollars as text first, and takes its backslashes away.
  const formula = shown.replace(/\$\$(.*)\$\$/s, (_, tex) => fenced(tex))
  return [`## ${name}`, formula, ...forms(family), `\`${name}(${written(family.example)})\``].join('\n\n')
}

/**
 * The equations of the other forms.
 * @param {Family} family
 */
const forms = family =>
  Object.entries(family.options).flatMap(([option, { choices, default: usual }]) =>
    choices
      .filter(choice => choice !== usual)
      .flatMap(choice => [
        `With \`${option}: ${typeof choice === 'string' ? `'${choice}'` : choice}\`:`,
        fenced(family({ ...family.example, [option]: choice }).tex),
      ]),
  )

/**
 * @param {Library} library
 * @param {string} name
 * @param {string} call
 * @param {string} words
 */
function combination(library, name, call, words) {
  const names = ['sequence', 'product', 'clamp', 'warmup', 'perEpoch', 'drawn', ...Object.keys(library.schedules)]
  // The call is one of those above: what the page shows is what was made.
  const make = new Function(...names, `return ${call}`)
  const { tex } = make(...names.map(known => library[known]))
  return [`### ${name}`, words, `\`${call}\``, fenced(tex)].join('\n\n')
}

/** @param {Family} family */
const settings = ({ parameters, options }) =>
  [
    ...Object.entries(parameters).map(([name, { default: usual, list }]) =>
      usual === undefined
        ? `\`${name}\`${list ? ' (a list)' : ''}`
        : `\`${name}\` ${usual !== 0 && usual < 1e-4 ? usual.toExponential() : usual}`,
    ),
    ...Object.entries(options).map(([name, { default: usual }]) => `\`${name}\` ${usual}`),
  ].join(', ')

/** @param {object} given */
const written = given => {
  const pairs = Object.entries(given).map(
    ([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`,
  )
  return `{ ${pairs.join(', ')} }`
}

/** @param {string} tex */
const fenced = tex => `\`\`\`math\n${tex}\n\`\`\``
