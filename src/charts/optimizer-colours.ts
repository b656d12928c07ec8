import { colours } from './palette.ts'

/**
 * The colour of each optimizer, in every chart: one row for each of `colours`. There are more rules than colours, so those
 * that meet often have different ones, and the first of a row is the one met most.
 */
const rows: readonly (readonly string[])[] = [
  [
    'gradient descent',
    'SGD',
    'descent',
    'plain descent',
    'steepest descent',
    'averaged SGD',
    'optimistic gradient descent',
    'QHM',
  ],
  ['momentum', 'classical momentum', 'averaged momentum', 'RAdam', 'Adan', 'Newton-CG'],
  ['Adam', 'Rprop', 'sign descent', 'QHAdam', 'D-Adaptation Adam', 'Levenberg-Marquardt'],
  ['Nesterov', 'Nesterov, looking ahead', 'L-BFGS', 'Lion', 'schedule-free SGD', 'Adadelta', 'AdaBelief'],
  ['RMSprop', 'BFGS', 'Shampoo', 'NAdam', 'Adafactor', 'LAMB'],
  ['AdaGrad', 'trust region', 'AMSGrad', 'SOAP', 'Sophia', 'ADOPT'],
  ['AdamW', 'conjugate gradient', 'conjugate gradients', 'LARS', 'schedule-free AdamW', 'Prodigy', 'Nelder-Mead'],
  ['Newton', 'Muon', 'Ranger', 'AdaMax', 'Yogi', 'NovoGrad', 'AdEMAMix'],
]

const colourOf = new Map(rows.flatMap((row, i) => row.map(name => [plain(name), colours[i]])))

/** The optimizer's colour, if the name of a run or a curve begins with one: 'Adam', 'momentum, rate 0.1', 'SGD with a cosine'. */
export function optimizerColour(name: string): string | undefined {
  for (const part of [name, ...name.split('→')]) {
    const colour = colourOf.get(plain(part)) ?? colourOf.get(plain(part.replace(behind, '')))
    if (colour !== undefined) return colour
  }
  return undefined
}

/** What tells one run of an optimizer from another, behind its name. */
const behind = /(?:[,(:;+]|\s(?:alone|as|at|by|for|from|in|on|then|to|with|without|\d)).*$/u

function plain(name: string): string {
  return name.trim().toLowerCase()
}
