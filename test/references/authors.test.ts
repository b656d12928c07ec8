import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { references } from './index.ts'
import { moving } from './moving.ts'
import { oracle, problems } from './problems.ts'
import { formOf, settingOf } from './settings.ts'

interface Path {
  package: string
  rule: string
  settings: Record<string, number>
  /** [step, point, how far the authors' own point moves when the start moves by one unit in the last place]. */
  records: [number, number[], number][]
}
const paths: Path[] = JSON.parse(readFileSync(new URL('./authors.json', import.meta.url), 'utf8'))
const { bumpy } = problems

test.each(paths.map(path => [`${path.rule}(${JSON.stringify(path.settings)})`, path] as const))(
  "%s goes where its authors' package goes, within 1e-12 max(1, |x|) and ten times its rounding",
  (_, path) => {
    const reference = references[path.rule]
    const theta = Float64Array.from(bumpy.start)
    const layers = [{ offset: 0, shape: [theta.length] }]
    const rule = moving(reference, settingOf(reference, path.settings), formOf(reference, path.settings, layers), theta)
    let t = 0
    for (const [step, point, rounding] of path.records) {
      for (; t < step; t++) {
        const point = rule.point(theta)
        rule.step(theta, bumpy.gradient(point, t + 1), oracle(bumpy, t + 1, point))
      }
      rule.result(theta).forEach((x, i) => {
        const allowed = 1e-12 * Math.max(1, Math.abs(point[i])) + 10 * rounding
        expect(Math.abs(x - point[i]), `coordinate ${i} after update ${step}`).toBeLessThanOrEqual(allowed)
      })
    }
  },
)
