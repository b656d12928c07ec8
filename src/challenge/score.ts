import type { Chart } from '../charts/chart.ts'
import { lines } from '../charts/lines.ts'
import { rowsTable } from '../charts/rows.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { tableHtml, tableText } from '../display/table.ts'
import { median } from '../learning/measurements/median.ts'
import { signTest } from '../tuning/sign-test.ts'
import type { Result } from './result.ts'

/** Ahead, behind, or not to be told from Adam on so few draws. */
export type Verdict = 'ahead of Adam' | 'level with Adam' | 'behind Adam'

/** An entry against Adam, on the same draws. */
export interface Score extends Displayable {
  readonly problem: string
  readonly budget: number
  /** What the draws came from: `score(entry, { seed })` with it repeats this score. */
  readonly seed: number
  /** What is scored. */
  readonly scored: string
  readonly rule: string
  /** The entry's own text, and its rule's equations; a rule that is a function has none. */
  readonly code: string
  readonly equations: string | undefined
  readonly result: Result
  /** Adam as it was tuned, and how it fared. */
  readonly adamCode: string
  readonly adam: Result
  /** Draws in which the entry ends lower, of those in which the two differ. */
  readonly wins: number
  readonly decided: number
  /** How likely a coin falls as unevenly as the draws were won: a sign test. */
  readonly p: number
  /** The entry's loss over Adam's, the median of the draws: below 1 is ahead. */
  readonly ratio: number
  /** The same for each draw, lowest first. */
  readonly ratios: readonly number[]
  readonly verdict: Verdict
  /** The outcome in two sentences, with the seed. */
  readonly text: string
  readonly chart: Chart
}

/** What is compared. */
export type Compared = Pick<
  Score,
  'problem' | 'budget' | 'seed' | 'scored' | 'rule' | 'code' | 'equations' | 'result' | 'adamCode' | 'adam'
>

/** Below this a loss is rounding: quotients of such losses say nothing. */
const floor = 1e-30

/** Draws are won by chance as often as this before one speaks of ahead. */
const significant = 0.05

/** Compares draw by draw. */
export function compared(given: Compared): Score {
  const { result, adam, problem, budget, seed } = given
  const wins = result.losses.filter((loss, i) => loss < adam.losses[i]).length
  const losses = result.losses.filter((loss, i) => loss > adam.losses[i]).length
  const decided = wins + losses
  const p = signTest(wins, decided)
  const ratios = result.losses.map((loss, i) => ratioOf(loss, adam.losses[i])).sort((a, b) => a - b)
  const verdict: Verdict = p >= significant ? 'level with Adam' : wins > losses ? 'ahead of Adam' : 'behind Adam'
  const drawn = `${given.rule} ends lower in ${wins} of ${result.losses.length} draws; its median is ${number(result.median)}, Adam's ${number(adam.median)}.`
  // Of five draws or fewer even all do not decide: a coin falls so in one of sixteen times.
  const few = decided > 0 && signTest(decided, decided) >= significant
  const unsure = few ? ` ${number(decided)} draws are too few to tell: even all of them would not decide.` : ''
  const text = `${verdict[0].toUpperCase()}${verdict.slice(1)} on ${problem} with ${number(budget)} looks (sign test: p = ${number(p, 2)}). ${drawn}${unsure} Seed ${seed} repeats this score.`
  const chart = () => scoreChart(given)
  return {
    ...given,
    wins,
    decided,
    p,
    ratios,
    ratio: median(ratios),
    verdict,
    text,
    get chart() {
      return chart()
    },
    [jupyterDisplay]() {
      const drawn = chart()
      const table = scoreTable(given, wins, losses, text)
      return {
        'text/html': `${drawn.html}\n${tableHtml(table)}`,
        'text/plain': tableText(table),
      }
    },
  }
}

/** One loss over another; where both are rounding, or both have diverged, they are level. */
function ratioOf(loss: number, other: number): number {
  if (loss === other || (loss <= floor && other <= floor)) return 1
  return Math.max(loss, floor) / Math.max(other, floor)
}

function scoreTable(
  { rule, code, adamCode, result, adam, scored }: Compared,
  wins: number,
  lost: number,
  caption: string,
) {
  const row = (who: string, code: string, { median, losses, looks, updates }: Result, won: number) => ({
    who,
    rule: code,
    [`${scored}, median`]: median,
    worst: Math.max(...losses),
    [`lower, of ${losses.length}`]: won,
    'most looks': looks,
    'fewest updates': updates,
  })
  return rowsTable(
    [row(rule === 'Adam' ? 'the entry' : rule, code, result, wins), row('Adam, tuned', adamCode, adam, lost)],
    caption,
  )
}

/** Both rules' losses, each from its lowest to its highest. */
function scoreChart({ rule, result, adam, scored, problem, budget }: Compared): Chart {
  const sorted = ({ losses }: Result) => ({
    x: losses.map((_, i) => (100 * (i + 0.5)) / losses.length),
    y: [...losses].sort((a, b) => a - b).map(loss => Math.max(loss, floor)),
    dots: true,
    line: true,
  })
  const all = [...result.losses, ...adam.losses]
  return lines(
    { 'Adam, tuned': sorted(adam), [rule === 'Adam' ? 'the entry' : rule]: sorted(result) },
    {
      title: `${rule} against Adam: ${problem}, ${number(budget)} looks`,
      caption:
        'Each rule’s draws from its luckiest to its unluckiest. The lower curve is ahead; a dot that is missing has diverged.',
      x: 'share of the draws, percent',
      y: scored,
      log: all.some(loss => loss > 0 && Number.isFinite(loss)),
      height: 320,
    },
  )
}
