import { describe, expect, it, test } from 'vitest'
import { looks } from '../../src/charts/looks.ts'
import { optimizerColour } from '../../src/charts/optimizer-colours.ts'
import { look } from '../../src/charts/palette.ts'
import { everyOptimizer } from '../laws/catalogue.ts'

const [gradientDescent, momentum, adam] = [look(0).colour, look(1).colour, look(2).colour]
const coloursOf = (...names: string[]) => looks(names).map(({ colour }) => colour)

describe('the colour of an optimizer', () => {
  test.each(everyOptimizer)('%s has one', (_, optimizer) => {
    expect(optimizerColour(optimizer.title), optimizer.title).toBeDefined()
  })

  it('is the same whatever stands beside it', () => {
    expect(coloursOf('Adam')).toEqual([adam])
    expect(coloursOf('SGD', 'Adam')).toEqual([gradientDescent, adam])
    expect(coloursOf('the data', 'AdaGrad', 'Adam', 'SGD')[2]).toBe(adam)
  })

  it('is found in what a curve of it may be called', () => {
    for (const name of [
      'adam',
      'Adam, rate 0.1',
      'Adam alone',
      'Adam with L2',
      'Clip by norm → Adam',
      'Adam → lookahead',
    ])
      expect(coloursOf('zero', name)[1], name).toBe(adam)
    expect(coloursOf('zero', 'momentum 0.7')[1]).toBe(momentum)
  })

  it('is not given to names that only look alike', () => {
    for (const name of ['Adams', 'momentums', 'warmup', 'descends', '+ momentum', '']) {
      expect(optimizerColour(name), name).toBeUndefined()
    }
  })

  it('goes to the first of two', () => {
    const [first, second, other] = coloursOf('Adam, rate 0.1', 'Adam, rate 1', 'SGD')
    expect([first, other]).toEqual([adam, gradientDescent])
    expect(second).not.toBe(adam)
    expect(second).not.toBe(gradientDescent)
  })
})

describe('looks', () => {
  it('of what is no optimizer keep off the colours of the best known ones where optimizers are compared', () => {
    const known = coloursOf('SGD', 'momentum', 'Adam', 'Nesterov')
    const others = coloursOf('SGD', 'SGD, falling', 'the limit', 'momentum').slice(1, 3)
    for (const colour of others) expect(known).not.toContain(colour)
  })

  it('are given in order to what is no optimizer', () => {
    const names = Array.from({ length: 56 }, (_, i) => `curve ${i}`)
    expect(looks(names)).toEqual(names.map((_, i) => look(i)))
  })

  it('are no two alike, with optimizers and without, up to 56', () => {
    const names = everyOptimizer.map(([, { title }]) => title).concat('one', 'two')
    for (const many of [names.slice(0, 56), [...names].reverse().slice(0, 56), [...names, ...names].slice(0, 56)]) {
      expect(new Set(looks(many).map(one => JSON.stringify(one))).size).toBe(many.length)
    }
  })

  it('differ in colour, in symbol and in dash while there are enough of them', () => {
    const few = ['Newton', 'SGD', 'Muon', 'L-BFGS', 'Nesterov', 'target', 'Adam']
    for (const of of ['colour', 'symbol', 'dash'] as const) {
      expect(new Set(looks(few).map(one => one[of])).size, of).toBe(few.length)
    }
  })

  it('leave out what others have', () => {
    const [own] = looks(['Adam'])
    const [next] = looks(['Adam'], [own])
    expect(next.colour).not.toBe(own.colour)
    expect(next.dash).not.toBe(own.dash)
  })
})
