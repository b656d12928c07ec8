import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { editRule, ruleOf } from '../../src/explorations/edit-rule.ts'
import {
  gradientDescent,
  minimize,
  momentum,
  optimizer,
  ravine,
  rmsprop,
  rosenbrock,
  signDescent,
} from '../../src/index.ts'

test('begins as momentum, and follows what is written', async () => {
  const exploration = editRule()
  const loss = async () => Number(/yours: \d+ steps?, loss ([\d.e-]+)/.exec(await exploration.still())![1])
  const run = minimize(ravine, momentum({ learningRate: 0.02, beta: 0.8 }), { steps: 150 })
  expect(await loss()).toBe(Number(number(run.value)))
  for (const [equations, rule] of [
    ['theta = theta - eta * g', gradientDescent({ learningRate: 0.02 })],
    ['theta = theta - eta * sign(g)', signDescent({ learningRate: 0.02 })],
    ['s = rho * s + (1 - rho) * g^2\ntheta = theta - eta * g / (sqrt(s) + epsilon)', rmsprop({ learningRate: 0.02 })],
  ] as const) {
    exploration.set({ rule: equations } as never)
    expect(await loss(), equations).toBe(Number(number(minimize(ravine, rule, { steps: 150 }).value)))
  }
})

test('what is read before it is given is remembered', () => {
  expect(ruleOf('v = beta * v + g\ntheta = theta - eta * v').slots).toEqual(['v'])
  expect(ruleOf('u = g^2\ntheta = theta - eta * g / sqrt(u + 1)').slots).toEqual([])
  expect(ruleOf('theta = theta - eta * m\nm = beta * m + (1 - beta) * g').slots).toEqual(['m'])
  expect(Object.keys(ruleOf('theta = theta - eta * g').hyperparameters)).toEqual(['learningRate'])
})

test.each([
  ['theta = theta -', /your rule/],
  ['theta = theta - eta * grd', /grd/],
  ['v = g', /theta/],
  ['theta = theta - eta * alert(g)', /alert/],
  ['', /./],
])('%j is refused with what is wrong, and the last rule stays', async (equations, wrong) => {
  const exploration = editRule()
  const before = await exploration.still()
  expect(() => exploration.set({ rule: equations } as never)).toThrow(wrong)
  expect(await exploration.still()).toBe(before)
})

test('its code makes the same run', () => {
  const exploration = editRule()
  exploration.set({ surface: rosenbrock, rate: 0.0005, beta: 0.9 } as never)
  const used = { optimizer, momentum, minimize, rosenbrock }
  const run = new Function(...Object.keys(used), `${exploration.code}\nreturn run`)(...Object.values(used))
  expect(run.value).toBe(minimize(rosenbrock, momentum({ learningRate: 0.0005, beta: 0.9 }), { steps: 150 }).value)
})
