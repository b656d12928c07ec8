/**
 * Points and lines that are dragged on the charts themselves. A handle is part of the picture, so it goes with it wherever that
 * goes; the kernel's changes do not count it.
 */
import type { Plane, Side } from '../../charts/plane.ts'
import { drawn, ownKeys } from './element.ts'
import type { Session } from './session.ts'
import type { ControlTold } from './told.ts'

/** A handle on one picture. */
interface Handle {
  readonly control: string
  readonly svg: SVGSVGElement
  readonly plane: Plane
  readonly mark: SVGGElement
  show(raw: unknown): void
}

export class Handles {
  readonly #session: Session
  #all: Handle[] = []

  constructor(session: Session) {
    this.#session = session
  }

  /** Puts handles on the pictures that have none yet. */
  place(parts: readonly Element[]): void {
    this.#all = this.#all.filter(({ mark }) => mark.isConnected)
    for (const control of this.#session.controls) {
      if (control.kind !== 'point' && control.kind !== 'drawing') continue
      for (const { svg, plane } of this.#pictures(control, parts)) {
        const there = this.#all.findIndex(handle => handle.svg === svg && handle.control === control.name)
        if (there >= 0) {
          if (JSON.stringify(this.#all[there].plane) === JSON.stringify(plane)) continue
          this.#all.splice(there, 1)[0].mark.remove()
        }
        const make = control.kind === 'point' ? pointHandle : lineHandle
        this.#all.push(make(control, svg, plane, this.#session))
      }
    }
    this.show()
  }

  show(): void {
    for (const handle of this.#all) {
      handle.show(this.#session.controls.find(({ name }) => name === handle.control)?.raw)
    }
  }

  /** The pictures on which a control is dragged. */
  #pictures(control: ControlTold, parts: readonly Element[]): { svg: SVGSVGElement; plane: Plane }[] {
    const { on } = control
    const kind =
      control.kind === 'drawing' ? 'lines' : (control.raw as readonly number[]).length === 2 ? 'map' : 'graph'
    return this.#session.parts.flatMap(({ name, planes }, i) => {
      if (on !== undefined && on !== i && on !== name && String(on) !== name) return []
      const svgs = [...(parts[i]?.querySelectorAll<SVGSVGElement>('figure > svg') ?? [])]
      return planes.flatMap((plane, k) => {
        const svg = svgs[k]
        return plane && svg && (on !== undefined || plane.kind === kind) ? [{ svg, plane }] : []
      })
    })
  }
}

const toPixels = ({ values: [low, high], pixels: [from, to], log }: Side, value: number): number => {
  const f = log ? Math.log : (x: number) => x
  return from + ((f(value) - f(low)) / (f(high) - f(low))) * (to - from)
}

/** The value at a pixel, with as many digits as a pixel can tell. */
const fromPixels = ({ values: [low, high], pixels: [from, to], log }: Side, pixel: number): number => {
  const share = Math.min(1, Math.max(0, (pixel - from) / (to - from)))
  if (log) return Number((low * (high / low) ** share).toPrecision(3))
  const step = 10 ** Math.floor(Math.log10(Math.abs(high - low) / 300))
  const value = Math.round((low + share * (high - low)) / step) * step
  return Number(Math.min(high, Math.max(low, value)).toPrecision(10))
}

/** Where an event is in the picture, in its own pixels. */
function pixelsOf(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): DOMPoint {
  return new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()!.inverse())
}

/** The height of the curve at a pixel from the left. */
function along(track: readonly number[], x: number): number {
  for (let k = 2; k < track.length; k += 2) {
    if (track[k] < x) continue
    const share = Math.min(1, Math.max(0, (x - track[k - 2]) / (track[k] - track[k - 2] || 1)))
    return track[k - 1] + share * (track[k + 1] - track[k - 1])
  }
  return track[track.length - 1] ?? 0
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** A finger that has hold of something does not scroll the page. */
function keepFinger(mark: SVGGElement): void {
  mark.addEventListener('touchstart', event => event.preventDefault(), { passive: false })
}

function pointHandle(control: ControlTold, svg: SVGSVGElement, plane: Plane, session: Session): Handle {
  const name = control.label ?? control.name
  const coordinates = control.coordinates as readonly string[]
  const domain = control.domain as readonly (readonly [number, number])[] | undefined
  const flat = plane.kind === 'graph'
  const mark = drawn(
    'g',
    {
      ...ownKeys,
      'data-own': 'handle',
      'data-control': control.name,
      class: 'fl-handle',
      tabindex: 0,
      role: 'slider',
      'aria-roledescription': 'point to drag',
      'aria-label': `${name}: drag it, or use the arrow keys`,
    },
    // As large as a finger.
    drawn('circle', { r: 18, fill: 'transparent', stroke: 'none' }),
    drawn('circle', {
      r: 8,
      fill: 'var(--jp-layout-color0, Canvas)',
      'fill-opacity': 0.6,
      stroke: 'currentColor',
      'stroke-width': 2,
      class: 'fl-ring',
    }),
    drawn('circle', { r: 2.5, fill: 'currentColor', stroke: 'none' }),
  )
  svg.append(mark)
  keepFinger(mark)
  const within = (value: number, i: number): number =>
    domain ? Math.min(domain[i][1], Math.max(domain[i][0], value)) : value
  const to = (point: DOMPoint): void => {
    const x = within(fromPixels(plane.x, point.x), 0)
    session.move(control.name, flat ? [x] : [x, within(fromPixels(plane.y, point.y), 1)])
  }
  let offset: { x: number; y: number } | undefined
  mark.addEventListener('pointerdown', event => {
    if (session.gone) return
    const at = pixelsOf(svg, event)
    const [x, y] = placeOf(session.controls.find(each => each.name === control.name)?.raw)
    offset = { x: x - at.x, y: y - at.y }
    mark.setPointerCapture(event.pointerId)
    mark.focus()
    event.preventDefault()
  })
  mark.addEventListener('pointermove', event => {
    if (offset === undefined) return
    const at = pixelsOf(svg, event)
    to(new DOMPoint(at.x + offset.x, at.y + offset.y))
  })
  for (const end of ['pointerup', 'pointercancel'] as const) {
    mark.addEventListener(end, () => {
      offset = undefined
    })
  }
  // A click on the chart brings the point there; the handle's own clicks are the hand's that has dragged it.
  svg.addEventListener('click', event => {
    if (session.gone || !mark.isConnected || mark.contains(event.target as Node)) return
    const at = pixelsOf(svg, event as PointerEvent)
    const [left, right] = plane.x.pixels
    const [bottom, top] = plane.y.pixels
    if (at.x >= left && at.x <= right && at.y >= top && at.y <= bottom) to(at)
  })
  mark.addEventListener('keydown', event => {
    const arrow = arrows[event.key]
    if (arrow === undefined || session.gone) return
    event.preventDefault()
    event.stopPropagation()
    const pixels = event.shiftKey ? 20 : event.altKey ? 1 : 5
    const [x, y] = placeOf(session.controls.find(each => each.name === control.name)?.raw)
    const [dx, dy] = flat ? [arrow[0] + arrow[1], 0] : arrow
    to(new DOMPoint(x + dx * pixels, y - dy * pixels))
  })
  const placeOf = (raw: unknown): [number, number] => {
    const [x, y] = raw as readonly number[]
    const across = toPixels(plane.x, x)
    return [across, flat ? along(plane.track ?? [], across) : toPixels(plane.y, y)]
  }
  return {
    control: control.name,
    svg,
    plane,
    mark,
    show(raw) {
      const values = raw as readonly unknown[]
      if (!values.every(Number.isFinite)) return
      const [x, y] = placeOf(raw)
      mark.setAttribute('transform', `translate(${x.toFixed(2)},${y.toFixed(2)})`)
      mark.setAttribute('aria-valuetext', values.map((value, i) => `${coordinates[i]} ${value}`).join(', '))
      mark.setAttribute('aria-valuenow', String(values[0]))
    },
  }
}

function lineHandle(control: ControlTold, svg: SVGSVGElement, plane: Plane, session: Session): Handle {
  const range = (control.range as readonly [number, number] | undefined) ?? plane.y.values
  const [left, right] = plane.x.pixels
  const [bottom, top] = plane.y.pixels
  let chosen = 0
  const dots = drawn('g', { fill: 'currentColor', 'fill-opacity': 0.55, stroke: 'none' })
  const ring = drawn('circle', { r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, class: 'fl-ring' })
  const mark = drawn(
    'g',
    {
      ...ownKeys,
      'data-own': 'handle',
      'data-control': control.name,
      class: 'fl-handle fl-canvas',
      tabindex: 0,
      role: 'slider',
      'aria-roledescription': 'line to draw',
      'aria-label': `${control.label ?? control.name}: draw it; or left and right choose a point, up and down move it`,
    },
    drawn('rect', { x: left, y: top, width: right - left, height: bottom - top, fill: 'transparent', stroke: 'none' }),
    dots,
    ring,
  )
  svg.append(mark)
  keepFinger(mark)
  const now = (): readonly (readonly [number, number])[] =>
    session.controls.find(({ name }) => name === control.name)?.raw as never
  const height = (pixel: number): number => Math.min(range[1], Math.max(range[0], fromPixels(plane.y, pixel)))
  let last: DOMPoint | undefined
  const stroke = (to: DOMPoint): void => {
    const from = last ?? to
    last = to
    const points = now()
    const places = points.map(([x]) => toPixels(plane.x, x))
    const nearest = places.reduce((best, x, i) => (Math.abs(x - to.x) < Math.abs(places[best] - to.x) ? i : best), 0)
    const [low, high] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
    chosen = nearest
    session.move(
      control.name,
      points.map(([x, y], i) => {
        if (i === nearest) return [x, height(to.y)]
        if (places[i] < low || places[i] > high) return [x, y]
        return [x, height(from.y + ((to.y - from.y) * (places[i] - from.x)) / (to.x - from.x || 1))]
      }),
    )
  }
  mark.addEventListener('pointerdown', event => {
    if (session.gone) return
    mark.setPointerCapture(event.pointerId)
    mark.focus()
    event.preventDefault()
    last = undefined
    stroke(pixelsOf(svg, event))
  })
  mark.addEventListener('pointermove', event => {
    if (last) stroke(pixelsOf(svg, event))
  })
  for (const end of ['pointerup', 'pointercancel'] as const) {
    mark.addEventListener(end, () => {
      last = undefined
    })
  }
  mark.addEventListener('keydown', event => {
    const arrow = arrows[event.key]
    if (arrow === undefined || session.gone) return
    event.preventDefault()
    event.stopPropagation()
    const points = now()
    chosen = Math.min(points.length - 1, Math.max(0, chosen + arrow[0]))
    if (arrow[1] === 0) {
      show(points)
      return
    }
    const pixels = event.shiftKey ? 20 : 5
    const y = height(toPixels(plane.y, points[chosen][1]) - arrow[1] * pixels)
    session.move(
      control.name,
      points.map((each, i) => (i === chosen ? [each[0], y] : each)),
    )
  })
  const show = (raw: unknown): void => {
    const points = raw as readonly (readonly [number, number])[]
    const places = points.map(([x, y]) => [toPixels(plane.x, x), toPixels(plane.y, y)])
    dots.replaceChildren(...places.map(([cx, cy]) => drawn('circle', { cx, cy, r: 3.5 })))
    const [cx, cy] = places[chosen] ?? places[0]
    ring.setAttribute('cx', String(cx))
    ring.setAttribute('cy', String(cy))
    mark.setAttribute('aria-valuetext', `point ${chosen + 1} of ${points.length}: ${points[chosen]?.[1]}`)
    mark.setAttribute('aria-valuenow', String(points[chosen]?.[1]))
  }
  return { control: control.name, svg, plane, mark, show }
}
