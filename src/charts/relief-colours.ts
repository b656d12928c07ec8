/**
 * Colours of a surface in three dimensions: one ramp for both themes, which gets darker all the way up, so that it is read without
 * seeing colours. Low ground is light: paths, which end there, stand out from it.
 */
const ramp = [
  [0xf7, 0xf1, 0xe0],
  [0xd8, 0xdf, 0xd6],
  [0xa9, 0xc1, 0xc6],
  [0x7d, 0x9f, 0xb5],
  [0x5b, 0x7d, 0x9d],
  [0x47, 0x62, 0x86],
] as const

/** Where the light comes from, in the world: from behind the left shoulder of who looks from the front, so that slopes differ. */
const light = [-0.48, 0.78, 0.4] as const

/** The colour of ground at a height from 0 to 1, whose upward normal in the world is given (of any length): red, green and blue, 0 to 255. */
export function groundColour(height: number, nx: number, ny: number, nz: number, to: [number, number, number]): void {
  const place = Math.min(1, Math.max(0, height)) * (ramp.length - 1)
  const i = Math.min(ramp.length - 2, Math.floor(place))
  const share = place - i
  const length = Math.hypot(nx, ny, nz) || 1
  const facing = Math.max(0, (nx * light[0] + ny * light[1] + nz * light[2]) / length)
  const lit = 0.7 + 0.36 * facing
  for (let k = 0; k < 3; k++) to[k] = Math.min(255, lit * (ramp[i][k] + share * (ramp[i + 1][k] - ramp[i][k])))
}
