/** A word of the course. */
export interface Term {
  readonly term: string
  /** In a sentence or two, in plain words. */
  readonly meaning: string
  /** The notebook that shows it. */
  readonly chapter: string
}

const start = '00-start-here.ipynb'
const landscapes = '01-landscapes.ipynb'
const descent = '02-gradient-descent.ipynb'
const batches = '03-batches-and-noise.ipynb'
const velocity = '04-momentum.ipynb'
const adaptive = '05-adaptive-rates.ipynb'
const adam = '06-adam.ipynb'
const networks = '07-training-networks.ipynb'
const schedules = '08-schedules.ipynb'
const stability = '09-stability-and-generalization.ipynb'
const beyond = '10-beyond-first-order.ipynb'
const choosing = '11-choosing-and-tuning.ipynb'
const challenge = '13-the-challenge.ipynb'

const terms: readonly (readonly [term: string, chapter: string, meaning: string])[] = [
  ['activation', networks, 'The output of a neuron; also the function that makes it, as tanh or ReLU.'],
  ['adaptive rate', adaptive, 'A learning rate that each parameter gets from the sizes of its own past gradients.'],
  ['backpropagation', networks, 'The chain rule, applied from the loss back to each parameter, layer by layer.'],
  ['batch', batches, 'The samples that one gradient is computed from.'],
  ['bias correction', adam, 'Dividing a moving average that began at 0 by the weight it has collected so far.'],
  [
    'condition number',
    landscapes,
    'The largest curvature divided by the smallest: how long a ravine is for its width.',
  ],
  [
    'convergence',
    descent,
    'Coming nearer and nearer to a point where the gradient is zero. That point may be a minimum or not.',
  ],
  ['convex', landscapes, 'No chord of the graph lies below it: every minimum is the lowest point there is.'],
  ['curvature', landscapes, 'How fast the slope changes along a direction; an eigenvalue of the Hessian.'],
  ['decoupled decay', stability, 'Weight decay beside the rule and not in its gradient, as in AdamW.'],
  ['divergence', descent, 'A loss that grows without end. For plain descent: a rate above 2/L.'],
  ['dropout', stability, 'Leaving out a random part of the activations in each training step.'],
  [
    'early stopping',
    stability,
    'Ending the training when the validation loss has stopped falling, and going back to its best weights.',
  ],
  ['epoch', descent, 'As many updates as it takes to have used each sample once.'],
  [
    'epsilon',
    adaptive,
    'A small number that keeps a division away from zero; outside the root or inside, which is not the same.',
  ],
  ['generalization', stability, 'How well a model does on data that it was not trained on.'],
  ['gradient', start, 'The vector of slopes of the loss. It points where the loss rises fastest.'],
  [
    'gradient clipping',
    stability,
    'Shortening a gradient that is longer than a limit, so that one bad step does not ruin a run.',
  ],
  ['Hessian', landscapes, 'The matrix of second derivatives: the curvatures, and the directions that have them.'],
  ['hyperparameter', start, 'A number that is set before training and not learned, as the learning rate.'],
  [
    'initialization',
    networks,
    'The weights before the first step. Xavier and He keep the sizes of signals from layer to layer.',
  ],
  [
    'learning rate',
    descent,
    'The factor between gradient and step. Too large diverges, too small creeps. Written η or α.',
  ],
  ['line search', beyond, 'Finding how far to go along a direction by trying the loss there.'],
  ['loss', start, 'One number that says how wrong a model is. Training makes it small.'],
  ['minimum', landscapes, 'A point with no lower point near it; a global one has no lower point anywhere.'],
  ['momentum', velocity, 'A moving sum of past gradients that is stepped along in place of the newest one.'],
  ['Nesterov momentum', velocity, 'Momentum with the gradient taken where the velocity is about to lead.'],
  ['no free lunch', challenge, 'No rule is the best on all problems.'],
  ['overfitting', networks, 'The training loss falls on while the loss on other data rises.'],
  ['parameter', start, 'A number in a model that training changes; all of them together are θ.'],
  ['plateau', landscapes, 'A place where the loss is nearly flat, and so gradients are nearly zero.'],
  ['quasi-Newton', beyond, 'Newton’s method with a Hessian, or its inverse, that is learned from the gradients seen.'],
  [
    'range test',
    schedules,
    'A short run with a growing rate, to see from which rate on the loss falls, and from which on it rises.',
  ],
  ['ravine', landscapes, 'A valley that is narrow one way and long the other: a large condition number.'],
  [
    'saddle',
    landscapes,
    'A point with zero gradient that is a minimum along some directions and a maximum along others.',
  ],
  ['schedule', schedules, 'A learning rate, or another number, as a function of the step.'],
  ['second moment', adaptive, 'The mean of the squared gradients. It is not a variance: the mean is not taken off.'],
  [
    'sharp minimum',
    stability,
    'A minimum with a large curvature: a small change of the weights changes the loss much.',
  ],
  ['stochastic gradient', descent, 'The gradient on a few samples drawn at random: right on average, wrong each time.'],
  [
    'super-convergence',
    schedules,
    'Training in few epochs by one cycle with a large highest rate. Whether it is seen depends on the task.',
  ],
  ['tuning', choosing, 'Searching for hyperparameters by trials: on a grid, at random, or led by the trials before.'],
  ['validation', stability, 'Samples that are not trained on, used to choose when to stop and which numbers to take.'],
  [
    'vanishing gradient',
    networks,
    'A gradient that shrinks from layer to layer until the first layers hardly learn; the opposite explodes.',
  ],
  ['warm restart', schedules, 'A falling rate set back to its start, to fall again.'],
  ['warmup', schedules, 'A rate that grows from nearly zero over the first steps.'],
  [
    'weight decay',
    stability,
    'A pull of the weights towards zero. For plain descent the same as an L2 penalty, for Adam not.',
  ],
]

/** The words of the course in alphabetical order, each with the chapter that shows it. */
export const glossary: readonly Term[] = terms.map(([term, chapter, meaning]) => ({ term, meaning, chapter }))
