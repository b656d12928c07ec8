import * as adam from './adam.ts'
import * as adaptive from './adaptive.ts'
import * as afterAdam from './after-adam.ts'
import * as averaged from './averaged.ts'
import * as curvature from './curvature.ts'
import { lamb, lars, muon, novograd } from './layered.ts'
import * as momentum from './momentum.ts'
import * as parameterFree from './parameter-free.ts'
import type { Reference } from './reference.ts'
import * as sign from './sign.ts'

/** All rules by their names in the library. */
export const references: Readonly<Record<string, Reference>> = {
  ...momentum,
  ...sign,
  ...adaptive,
  ...adam,
  ...afterAdam,
  ...averaged,
  ...parameterFree,
  ...curvature,
  novograd,
  lars,
  lamb,
  muon,
}
