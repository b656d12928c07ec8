import type { RangeTest } from '../descent/range-test.ts'
import { described, known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Chart, ChartOptions } from './chart.ts'
import { checkSize } from './checks.ts'
import { lineChart, type Series } from './line-chart.ts'
import { look } from './palette.ts'
import { sentence } from './words.ts'

/**
 * The curve of a learning-rate range test: the loss after each update over the rate it was made with, which grows by factors. The
 * dotted line stands at the suggested rate.
 *
 * @example rangeCurve(rangeTest(ravine, learningRate => adam({ learningRate })))
 * @throws TypeError for what is no range test.
 */
export function rangeCurve(test: RangeTest, options: ChartOptions = {}): Chart {
  known('rangeCurve', options, ['title', 'caption', 'width', 'height'])
  checkSize('rangeCurve', options)
  if (!(test?.rates instanceof Float64Array)) {
    throw new TypeError(`rangeCurve is given ${described(test)}; it must be what rangeTest gave`)
  }
  const { rates, losses, smoothed, first, suggested, because } = test
  const least = [...smoothed, ...losses].reduce((a, b) => (b < a ? b : a))
  // What lies far above where it began is out of the picture: the interesting part is below.
  const [low, high] = [least, Math.max(first, least) + (first - least || Math.abs(first) || 1)]
  const space = (high - low) * 0.05
  const isSmoothed = losses.some((loss, k) => loss !== smoothed[k])
  const series: Series[] = [
    { name: 'loss', x: rates, y: losses, ...look(0) },
    ...(isSmoothed ? [{ name: 'smoothed', x: rates, y: smoothed, ...look(1) }] : []),
    {
      name: `suggested: ${number(suggested)}`,
      x: [suggested, suggested],
      y: [low - space, high],
      bound: true,
      ...look(2),
    },
  ]
  return lineChart(
    {
      series,
      x: {
        domain: [Math.min(rates[0], suggested), rates[rates.length - 1]],
        log: true,
        name: 'learning rate (log scale)',
      },
      y: { domain: [low - space, high], name: 'loss' },
      height: 300,
      options,
    },
    () => ({
      title: 'Learning-rate range test',
      caption: sentence(`suggested rate ${number(suggested)}: ${because}`),
      alternative: `Chart of the loss over learning rates from ${number(rates[0])} to ${number(rates[rates.length - 1])}. ${sentence(`suggested is ${number(suggested)}: ${because}`)}`,
    }),
  )
}
