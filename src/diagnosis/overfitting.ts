import { trainingCurves } from '../charts/training-curves.ts'
import { number } from '../display/number.ts'
import { median } from '../learning/measurements/median.ts'
import type { Found } from './finding.ts'
import type { TrainingFacts } from './training-facts.ts'

/** Epochs after the best one, below which nothing is said. */
const patience = 3

/**
 * The loss of what it learns from falls on, and that of samples kept back rises: it learns its samples by heart. Told where the validation
 * loss at the end (the median of the last three epochs) is above the best of such medians by `rise`, and by more than three times its
 * usual change from epoch to epoch; Prechelt 1998, Early stopping, but when?, calls the first the generalization loss. Not told where the weights of the best
 * epoch were restored: then it is cured.
 */
export function overfitting({ training, history, limits }: TrainingFacts): Found[] {
  if (training.restored || history.length < patience + 2 || !('validation loss' in history[0])) return []
  const validation = history.map(row => row['validation loss'])
  if (!validation.every(Number.isFinite)) return []
  const smooth = validation.map((_, k) => median(validation.slice(Math.max(0, k - 1), k + 2)))
  const end = median(validation.slice(-patience))
  const at = smooth.indexOf(Math.min(...smooth))
  const best = smooth[at]
  const jumps = validation.slice(1).map((value, k) => Math.abs(value - validation[k]))
  const noise = median(jumps)
  const rise = (end - best) / Math.abs(best)
  const learned = history[at].loss - history[history.length - 1].loss
  if (history.length - 1 - at < patience || !(rise > limits.rise) || !(end - best > 3 * noise) || !(learned > 0))
    return []
  const told = validation.indexOf(Math.min(...validation))
  const epoch = history[told].epoch
  return [
    {
      name: 'overfitting',
      evidence: `The validation loss was lowest in epoch ${number(epoch)}, ${number(validation[told])}, and is ${number(end)} now, ${number(100 * (end / validation[told] - 1))}% higher, while the training loss fell on from ${number(history[told].loss)} to ${number(history[history.length - 1].loss)}.`,
      numbers: {
        epoch,
        best: validation[told],
        end,
        rise: end / validation[told] - 1,
        trainingAtBest: history[told].loss,
        trainingAtEnd: history[history.length - 1].loss,
      },
      advice: `End about epoch ${number(epoch)}: earlyStopping: { patience: ${Math.max(3, Math.ceil(epoch / 5))} } with restoreBest: true. To get further: more or augmented data, weight decay 0.01, dropout 0.2, or a smaller model.`,
      chart: () => trainingCurves(training, { metric: 'loss', height: 260, title: 'Overfitting' }),
    },
  ]
}
