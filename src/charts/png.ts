/** Colours of a picture by number: red, green, blue and how opaque, each from 0 to 255. At most 256. */
export type Palette = readonly (readonly [number, number, number, number])[]

/**
 * A picture as the address of a PNG: each byte is the number of a pixel's colour, row by row from the top. The bytes are stored, not
 * compressed, so that they are the same wherever the picture is made.
 *
 * Source: Portable Network Graphics, W3C 2003; RFC 1950 and 1951 for the stored blocks.
 */
export function png(pixels: Uint8Array, width: number, palette: Palette): string {
  const height = pixels.length / width
  const rows = new Uint8Array((width + 1) * height)
  // Each row begins with its filter: 0, none.
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  }
  const bytes = [
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    // 8 bits a pixel, colours from a palette, no interlacing.
    ...chunk('IHDR', [...big(width), ...big(height), 8, 3, 0, 0, 0]),
    ...chunk(
      'PLTE',
      palette.flatMap(colour => colour.slice(0, 3)),
    ),
    ...chunk(
      'tRNS',
      palette.map(colour => colour[3]),
    ),
    ...chunk('IDAT', stored(rows)),
    ...chunk('IEND', []),
  ]
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `data:image/png;base64,${btoa(text)}`
}

/** Four bytes, the largest first. */
const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

const most = 0xffff

/** Bytes in stored blocks, with their Adler-32. */
function stored(data: Uint8Array): number[] {
  const bytes = [0x78, 0x01]
  for (let at = 0; at < data.length; at += most) {
    const block = data.subarray(at, at + most)
    const { length } = block
    const last = at + most >= data.length ? 1 : 0
    bytes.push(last, length & 255, length >>> 8, ~length & 255, (~length >>> 8) & 255)
    for (const byte of block) bytes.push(byte)
  }
  let [a, b] = [1, 0]
  for (const byte of data) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return [...bytes, ...big(((b << 16) | a) >>> 0)]
}

function chunk(kind: string, data: readonly number[]): number[] {
  const body = [...Array.from(kind, letter => letter.charCodeAt(0)), ...data]
  return [...big(data.length), ...body, ...big(crc(body))]
}

/** CRC-32 of a chunk's name and data. */
function crc(bytes: readonly number[]): number {
  let c = -1
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0)
  }
  return ~c >>> 0
}
