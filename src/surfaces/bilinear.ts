import { surface } from './surface.ts'

/** x times y: the simplest game between two players, one who moves x and wants it low, one who moves y and wants it high. */
export const bilinear = surface({
  name: 'bilinear',
  equation: 'a * x * y',
  parameters: { a: 1 },
  domain: [
    [-3, 3],
    [-3, 3],
  ],
  start: [1, 1],
  teaches:
    'As a game, minMax(bilinear), descent circles outward about the balance at the origin; a rule that looks ahead comes in.',
  source:
    'Goodfellow 2016, NIPS tutorial: generative adversarial networks; Daskalakis et al. 2018, Training GANs with optimism',
})
