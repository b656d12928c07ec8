import type { Numbers } from '../workspace.ts'

/** An image, a window over it, and the places it stops at. */
export interface Patches {
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly high: number
  readonly wide: number
  readonly stride: number
  readonly padding: number
  readonly heightOut: number
  readonly widthOut: number
}

/** Writes what the window sees at each place, one place a row; outside the image it sees zeros. */
export function patches(image: Numbers, at: number, layout: Patches, out: Numbers): Numbers {
  const { channels, height, width, high, wide, stride, padding, heightOut, widthOut } = layout
  let k = 0
  for (let y = 0; y < heightOut; y++) {
    for (let x = 0; x < widthOut; x++) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < high; i++) {
          const row = y * stride - padding + i
          const first = at + (c * height + row) * width
          for (let j = 0; j < wide; j++) {
            const column = x * stride - padding + j
            const inside = row >= 0 && row < height && column >= 0 && column < width
            out[k++] = inside ? image[first + column] : 0
          }
        }
      }
    }
  }
  return out
}

/** The other way round: adds each number of the rows to the place of the image it was seen at. */
export function patchesBack(rows: Numbers, layout: Patches, out: Numbers, at: number): void {
  const { channels, height, width, high, wide, stride, padding, heightOut, widthOut } = layout
  let k = 0
  for (let y = 0; y < heightOut; y++) {
    for (let x = 0; x < widthOut; x++) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < high; i++) {
          const row = y * stride - padding + i
          const first = at + (c * height + row) * width
          for (let j = 0; j < wide; j++, k++) {
            const column = x * stride - padding + j
            if (row >= 0 && row < height && column >= 0 && column < width) out[first + column] += rows[k]
          }
        }
      }
    }
  }
}
