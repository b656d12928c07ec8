import { describe, expect, test } from 'vitest'
import { references } from '../references/index.ts'
import { type Mistaken, mistaken, mistakenWrappers } from '../references/mistaken/index.ts'
import { byReferences, type Links, wrapperReferences } from '../references/pipes.ts'
import type { Oracle, Reference } from '../references/reference.ts'
import { formOf, type Given, settingOf } from '../references/settings.ts'
import {
  type Begin,
  type Golden,
  goldens,
  type RunGolden,
  runDifference,
  type ScheduleNote,
  type StepGolden,
  stepDifference,
  titled,
} from './differences.ts'

/** The schedules that golden runs use, by hand; t is the number of updates already made. */
const schedules: Record<string, (s: Record<string, number>, t: number) => number> = {
  stepDecay: (s, t) => s.initial * s.factor ** Math.floor(t / s.every),
  exponentialDecay: (s, t) => s.initial * s.gamma ** t,
  cosine: (s, t) => s.final + ((s.initial - s.final) * (1 + Math.cos((Math.PI * t) / s.steps))) / 2,
}

/** A golden's settings as the references take them. */
function given(settings: Golden['settings']): Given {
  const made = Object.entries(settings).map(([name, value]) => {
    if (typeof value !== 'object') return [name, value]
    const numbers = value as ScheduleNote & Record<string, number>
    return [name, (t: number) => schedules[value.schedule](numbers, t)]
  })
  return Object.fromEntries(made)
}

type Asked = Parameters<ReturnType<Begin>['step']>[2]
/** What the references may ask, of what the goldens answer. */
const asking = (point: Float64Array, oracle: Asked): Oracle => ({
  point: point.slice(),
  gradient: x => {
    const out = new Float64Array(x.length)
    oracle.gradient(x, out)
    return out
  },
  hessianProduct: (x, u) => {
    const out = new Float64Array(x.length)
    oracle.hessianProduct(x, u, out)
    return out
  },
  signs: () => new Float64Array(),
  normals: () => new Float64Array(),
})

/** A reference as the goldens begin one. */
const byReference =
  (reference: Reference): Begin =>
  (settings, theta, updates, from, segments = [{ name: 'all', offset: 0, shape: [theta.length] }]) => {
    const setting = settingOf(reference, given(settings))
    const form = formOf(reference, given(settings), segments)
    const slots = reference.begin(theta, setting, form)
    for (const [symbol, value] of Object.entries(from)) slots[symbol] = Float64Array.from(value)
    const update = reference.update(setting, slots, form)
    let t = updates
    return {
      step: (x, g, oracle) => {
        t++
        const point = reference.point?.(x, slots, setting, t)
        const asked = asking(point ?? x, oracle)
        update(x, point ? asked.gradient(point) : g.slice(), t, asked)
      },
      slot: symbol => slots[symbol],
      returned: x => (reference.result ? slots[reference.result] : x),
    }
  }

const byPipe =
  (links: Links, known = wrapperReferences): Begin =>
  (_, theta, __, ___, segments = [{ name: 'all', offset: 0, shape: [theta.length] }]) => {
    const rule = byReferences(links, segments, theta, known)
    return {
      step: (x, g, oracle) => {
        const point = rule.point(x)
        const asked = asking(point, oracle)
        rule.step(x, point.every((y, i) => y === x[i]) ? g : asked.gradient(point), asked)
      },
      slot: symbol => {
        throw new Error(`a pipe by hand does not show its ${symbol}`)
      },
      returned: x => rule.result(x),
    }
  }

/** A pipe's links; Ranger is RAdam under Lookahead. */
function linksOf({ rule, settings, links }: Golden): Links | undefined {
  if (rule !== 'ranger') return links?.map(([name, own]) => [name, given(own)])
  const { every, alpha, reset, ...radam } = given(settings)
  const lookahead = Object.entries({ every, alpha, reset }).filter(([, value]) => value !== undefined)
  return [
    ['radam', radam],
    ['lookahead', Object.fromEntries(lookahead)],
  ]
}
const beginning = (golden: Golden): Begin => {
  const links = linksOf(golden)
  return links ? byPipe(links) : byReference(references[golden.rule])
}

/** Whether there are references for it. */
const has = (golden: Golden): boolean =>
  linksOf(golden)?.every(([name]) => name in references || name in wrapperReferences) ?? golden.rule in references
const steps = goldens.steps.filter(has)
const runs = goldens.runs.filter(has)

// RAdam's rho is a difference of two numbers near 2 / (1 - beta_2): in its first steps three digits are lost, in any implementation.
const lost: Record<string, number> = { radam: 100 }
const isAsGolden = {
  step: (golden: StepGolden, begin: Begin) => {
    const { worst, where } = stepDifference(golden, begin)
    return { worst: worst / (1e-12 * (lost[golden.rule] ?? 1)), where }
  },
  run: (golden: RunGolden, begin: Begin) => runDifference(golden, begin),
}

test('only the rules with tests of their own are without a reference', () => {
  const missing = [...goldens.steps, ...goldens.runs].filter(golden => !has(golden))
  expect([...new Set(missing.map(({ rule }) => rule))]).toEqual(['adafactor'])
})

describe('the goldens agree with each rule written by hand', () => {
  test.each(steps.map(titled))('one step of %s', (_, golden) => {
    const { worst, where } = isAsGolden.step(golden, beginning(golden))
    expect(worst, where).toBeLessThanOrEqual(1)
  })
  test.each(runs.map(titled))('a run of %s', (_, golden) => {
    const { worst, where } = isAsGolden.run(golden, beginning(golden))
    expect(worst, where).toBeLessThanOrEqual(1)
  })
})

describe('the goldens refuse', () => {
  const refused = (about: (golden: Golden) => boolean, begin: (golden: Golden) => Begin): boolean =>
    steps.some(golden => about(golden) && !(isAsGolden.step(golden, begin(golden)).worst <= 1)) ||
    runs.some(golden => about(golden) && !(isAsGolden.run(golden, begin(golden)).worst <= 1))

  const about = ({ rule }: Mistaken) => [...steps, ...runs].some(golden => golden.rule === rule)
  test.each(mistaken.filter(about).map(entry => [`${entry.rule} with ${entry.what}`, entry] as const))(
    '%s',
    (_, entry) => {
      expect(
        refused(
          ({ rule }) => rule === entry.rule,
          () => byReference(entry.reference),
        ),
      ).toBe(true)
    },
  )
  const pipes = new Set([...steps, ...runs].flatMap(golden => (golden.links ?? []).map(([name]) => name)))
  // No golden has more faults in a row than its limit: from there on all would be NaN. The references refuse it.
  const unseen = 'one more in a row'
  test.each(
    mistakenWrappers
      .filter(({ wrapper, what }) => pipes.has(wrapper) && what !== unseen)
      .map(entry => [`${entry.wrapper} with ${entry.what}`, entry] as const),
  )('%s', (_, { wrapper, reference }) => {
    const known = { ...wrapperReferences, [wrapper]: reference }
    const seen = refused(
      ({ links = [] }) => links.some(([name]) => name === wrapper),
      golden => byPipe(linksOf(golden)!, known),
    )
    expect(seen).toBe(true)
  })
})
