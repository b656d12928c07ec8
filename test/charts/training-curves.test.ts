import { describe, expect, test } from 'vitest'
import { trainingCurves } from '../../src/charts/training-curves.ts'

const history = [
  { epoch: 1, updates: 10, loss: 2, accuracy: 0.3, 'validation loss': 2.2, 'validation accuracy': 0.2 },
  { epoch: 2, updates: 20, loss: 1, accuracy: 0.6, 'validation loss': 1.5, 'validation accuracy': 0.5 },
  { epoch: 3, updates: 30, loss: 0.5, accuracy: 0.8, 'validation loss': 1.7, 'validation accuracy': 0.5 },
]
const run = { name: 'MLP, Adam', history, best: { metric: 'validation loss', epoch: 2, value: 1.5 } }

describe('trainingCurves', () => {
  test('shows what was learned from and what was kept back, with the best epoch', () => {
    const chart = trainingCurves(run)
    expect(chart.title).toBe('Loss of MLP, Adam')
    expect(chart.svg).toContain('best: epoch 2')
    expect(chart.alternative).toBe(
      'Chart of the loss by epoch. Training starts at 2 and ends at 0.5 after 3 epochs. Validation starts at 2.2 and ends at 1.7 after 3 epochs. Best of validation is 1.5 after epoch 2.',
    )
    expect(trainingCurves(run).html).toBe(chart.html)
  })

  test('compares several runs by what was kept back', () => {
    const chart = trainingCurves({ a: run, b: { ...run, name: 'other' } }, { metric: 'accuracy' })
    expect(chart.title).toBe('Validation accuracy of 2 training runs')
    expect(chart.alternative).toContain('A starts at 0.2 and ends at 0.5')
  })

  test('draws a run of one epoch, and the first epochs of many', () => {
    const one = { name: 'a', history: history.slice(0, 1) }
    expect(trainingCurves(one).alternative).toContain('ends at 2 after 1 epoch')
    expect(trainingCurves(one, { epochs: 50 }).svg).toContain('>50<')
  })

  test('refuses what it cannot draw', () => {
    expect(() => trainingCurves(run, { metric: 'acuracy' })).toThrow(
      "MLP, Adam has no 'acuracy'; did you mean 'accuracy'",
    )
    expect(() => trainingCurves({ name: 'a', history: [] })).toThrow('a has not ended an epoch yet')
    expect(() => trainingCurves(5 as never)).toThrow('the runs are 5')
    expect(() => trainingCurves(run, { of: 'test' as never })).toThrow("of is 'test'; it must be")
  })
})
