/** The axes' ticks and names, as text of the page over the picture: they stand upright, and have the page's colours. */
import { type Camera, Vector3 } from 'three'
import { axisEdges, inWorld } from '../../charts/relief-view.ts'
import type { Scene } from '../../charts/scene.ts'
import { element } from './element.ts'

export class Labels {
  readonly layer = element('div', { class: 'fl-labels', 'aria-hidden': 'true' })
  #axes: Scene['axes'] | undefined
  #texts: {
    readonly axis: 'x' | 'y' | 'z'
    readonly share: number
    readonly name: boolean
    readonly span: HTMLElement
  }[] = []

  show(axes: Scene['axes']): void {
    if (axes === this.#axes) return
    this.#axes = axes
    this.#texts = (['x', 'y', 'z'] as const).flatMap(axis => [
      ...axes[axis].ticks.map(({ at, text }) => ({ axis, share: at, name: false, span: element('span', {}, text) })),
      { axis, share: axis === 'z' ? 1 : 0.5, name: true, span: element('span', { class: 'fl-axis' }, axes[axis].name) },
    ])
    this.layer.replaceChildren(...this.#texts.map(({ span }) => span))
  }

  /** Puts them beside the edges that face the eye. */
  place(camera: Camera, azimuth: number, width: number, height: number): void {
    const edges = axisEdges(azimuth)
    const at = new Vector3()
    for (const { axis, share, name, span } of this.#texts) {
      const edge = edges[axis]
      const away = axis === 'z' ? 0.045 : name ? 0.2 : 0.075
      const [x, y, h] = edge.at.map((value, i) => value + share * edge.along[i] + away * edge.out[i])
      at.set(...inWorld(x, y, h)).project(camera)
      const [left, top] = [((at.x + 1) / 2) * width, ((1 - at.y) / 2) * height - (axis === 'z' && name ? 14 : 0)]
      const inside = at.z < 1 && left > -40 && left < width + 40 && top > -20 && top < height + 20
      span.style.visibility = inside ? '' : 'hidden'
      span.style.transform = `translate(${left.toFixed(1)}px,${top.toFixed(1)}px) translate(${axis === 'z' ? -100 : -50}%,-50%)`
    }
  }
}
