/**
 * Draws a surface in three dimensions over its still picture: turned, brought nearer and moved by mouse, finger or keys. It is drawn when
 * something has changed and it is on the screen, and at no other time.
 */
import { type Object3D, PerspectiveCamera, Scene as Space } from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import { axisEdges, centre, distance, eye, fieldOfView, floorHeight, inWorld } from '../../charts/relief-view.ts'
import type { Scene } from '../../charts/scene.ts'
import { element, ownKeys } from './element.ts'
import { giveBack, render, take } from './relief-gl.ts'
import { GroundMesh } from './relief-ground.ts'
import { Labels } from './relief-labels.ts'
import { dots, fatLine, freed, segments, symbol } from './relief-lines.ts'
import { themeColours, watchTheme } from './relief-theme.ts'
import type { Kept, Relief } from './solid.ts'

/** Degrees that one press of an arrow key turns it, and by how much + brings it nearer. */
const press = { turn: 6, nearer: 0.9 }

/** What can be drawn here; undefined where there is no WebGL. */
export default function relief(place: HTMLElement, kept: Kept): Relief | undefined {
  const picture = new Picture(place, kept)
  return picture.ready ? picture : undefined
}

class Picture implements Relief {
  readonly ready: boolean
  readonly #place: HTMLElement
  readonly #kept: Kept
  readonly #space = new Space()
  readonly #camera = new PerspectiveCamera(fieldOfView, 1, 0.1, 60)
  readonly #canvas = element('canvas')
  readonly #labels = new Labels()
  readonly #stage: HTMLElement
  readonly #ground = new GroundMesh()
  readonly #hand: OrbitControls
  readonly #sizes: ResizeObserver
  readonly #seen: IntersectionObserver
  readonly #unwatch: () => void
  #scene: Scene | undefined
  #lines: Object3D[] = []
  #paths: Object3D[] = []
  #upright: Object3D[] = []
  #corner = ''
  #colours = { text: '', background: '' }
  #visible = false
  #asked = 0
  #size = { width: 0, height: 0 }

  constructor(place: HTMLElement, kept: Kept) {
    this.#place = place
    this.#kept = kept
    this.ready = take(this.#draw)
    this.#stage = element(
      'div',
      {
        ...ownKeys,
        'data-own': 'stage',
        class: 'fl-stage',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': 'landscape to turn',
        title:
          'Drag to turn it; with Shift to move it; click, then the wheel or + and - bring it nearer; 0 turns it back',
      },
      this.#canvas,
      this.#labels.layer,
    )
    this.#space.add(this.#ground.group)
    this.#hand = new OrbitControls(this.#camera, this.#stage)
    this.#hand.target.set(...centre)
    this.#hand.minDistance = 1.5
    this.#hand.maxDistance = 16
    this.#hand.minPolarAngle = 0.01
    this.#hand.maxPolarAngle = 1.9
    this.#sizes = new ResizeObserver(() => this.#fit())
    this.#seen = new IntersectionObserver(entries => {
      this.#visible = entries.some(({ isIntersecting }) => isIntersecting)
      if (this.#visible) this.#draw()
    })
    this.#unwatch = this.ready ? watchTheme(this.#draw) : () => {}
    if (!this.ready) {
      this.#hand.dispose()
      return
    }
    this.#seen.observe(this.#stage)
    this.#hand.addEventListener('change', () => {
      this.#kept.eye = this.#camera.position.toArray()
      this.#kept.target = this.#hand.target.toArray()
      this.#draw()
    })
    this.#stage.addEventListener('pointerdown', () => this.#stage.focus({ preventScroll: true }))
    // The wheel scrolls the page, but for who has turned to the picture.
    this.#stage.addEventListener(
      'wheel',
      event => {
        if (document.activeElement !== this.#stage && !event.ctrlKey) event.stopImmediatePropagation()
      },
      { capture: true },
    )
    this.#stage.addEventListener('keydown', event => this.#key(event))
  }

  show(scene: Scene): void {
    const before = this.#scene
    this.#scene = scene
    this.#attach()
    if (before?.heights !== scene.heights) this.#ground.show(scene)
    const looked = before && JSON.stringify(before.view) === JSON.stringify(scene.view)
    if (before === undefined && this.#kept.eye) this.#look(this.#kept.eye, this.#kept.target ?? centre)
    else if (!looked) this.#home()
    this.#labels.show(scene.axes)
    const colours = this.#recoloured()
    if (colours || before?.levels !== scene.levels || before?.contours !== scene.contours) this.#showLines()
    if (colours || before?.paths !== scene.paths || before?.minima !== scene.minima) this.#showPaths()
    this.#draw()
  }

  leave(): void {
    cancelAnimationFrame(this.#asked)
    this.#asked = -1
    this.#unwatch()
    this.#hand.dispose()
    this.#sizes.disconnect()
    this.#seen.disconnect()
    freed([...this.#lines, ...this.#paths, ...this.#upright])
    this.#ground.dispose()
    this.#stage.remove()
    this.#place.classList.remove('fl-live')
    giveBack(this.#draw)
  }

  /** Puts it over the still picture, of which the legend goes on to be seen. */
  #attach(): void {
    const svg = this.#place.querySelector('figure > svg')
    if (svg === null) return
    if (svg.nextElementSibling !== this.#stage) {
      svg.after(this.#stage)
      this.#sizes.disconnect()
      this.#sizes.observe(svg)
    }
    this.#place.classList.add('fl-live')
    const words = this.#place.querySelector('figure > div')?.textContent ?? 'Landscape'
    this.#stage.setAttribute(
      'aria-label',
      `${words}: turn it with the arrow keys, with Shift move it; plus and minus bring it nearer and farther, 0 turns it back`,
    )
    this.#fit()
  }

  #fit(): void {
    const svg = this.#stage.previousElementSibling
    const figure = this.#stage.parentElement
    if (svg === null || figure === null || this.#scene === undefined) return
    const [at, around] = [svg.getBoundingClientRect(), figure.getBoundingClientRect()]
    const [wide, high] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))]
    if (at.width === 0 || !(wide > 0)) return
    const top = (this.#scene.top * at.width) / wide
    const [width, height] = [at.width, (high * at.width) / wide - top]
    Object.assign(this.#stage.style, {
      left: `${at.left - around.left}px`,
      top: `${at.top - around.top + top}px`,
      width: `${width}px`,
      height: `${height}px`,
    })
    if (width === this.#size.width && height === this.#size.height) return
    const first = this.#size.width === 0
    this.#size = { width, height }
    this.#camera.aspect = width / height
    this.#camera.updateProjectionMatrix()
    if (first && !this.#kept.eye) this.#home()
    this.#draw()
  }

  /** Back to where the still picture is seen from. */
  #home(): void {
    const { view } = this.#scene!
    this.#look(eye(view, distance(this.#camera.aspect)), centre)
  }

  #look(from: readonly number[], to: readonly number[]): void {
    this.#hand.target.fromArray([...to])
    this.#camera.position.fromArray([...from])
    this.#hand.update()
  }

  #key(event: KeyboardEvent): void {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return
    const turn = (press.turn * Math.PI) / 180
    const [dx, dy] = [
      Number(key === 'ArrowRight') - Number(key === 'ArrowLeft'),
      Number(key === 'ArrowDown') - Number(key === 'ArrowUp'),
    ]
    if ((dx !== 0 || dy !== 0) && shiftKey) this.#hand.pan(20 * dx, 20 * dy)
    else if (dx !== 0) this.#hand.rotateLeft(-dx * turn)
    else if (dy !== 0) this.#hand.rotateUp(dy * turn)
    else if (key === '+' || key === '=') this.#hand.dollyIn(press.nearer)
    else if (key === '-' || key === '_') this.#hand.dollyOut(press.nearer)
    else if (key === '0' || key === 'Home') this.#home()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Whether the page has other colours than those that were drawn with. */
  #recoloured(): boolean {
    const now = themeColours(this.#stage)
    if (now.text === this.#colours.text && now.background === this.#colours.background) return false
    this.#colours = now
    return true
  }

  #showLines(): void {
    freed(this.#lines)
    freed(this.#upright)
    this.#corner = ''
    const { levels, contours } = this.#scene!
    const { text } = this.#colours
    const rim = Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    this.#lines = [fatLine(segments(rim, true), { colour: text, width: 1, opacity: 0.45, order: 1 })]
    if (contours === 'floor' || contours === 'both') {
      this.#lines.push(fatLine(segments(levels, true), { colour: text, width: 1, opacity: 0.38, order: 1 }))
    }
    if (contours === 'surface' || contours === 'both') {
      this.#lines.push(fatLine(segments(levels), { colour: '#23303f', width: 1, opacity: 0.32, order: 2 }))
    }
    this.#space.add(...this.#lines)
  }

  #showPaths(): void {
    freed(this.#paths)
    const { paths, minima } = this.#scene!
    const { text, background } = this.#colours
    const made: Object3D[] = []
    for (let k = 0; k < minima.length; k += 3) {
      made.push(symbol(minima.slice(k, k + 3), 'plus', { stroke: '#23303f' }, 15, 10))
    }
    paths.forEach((path, i) => {
      const colour = path.colour === 'currentColor' ? text : path.colour
      const line = segments(path.line)
      const beyond = segments(path.beyond)
      if (beyond.length > 0) made.push(fatLine(beyond, { colour, width: 2, opacity: 0.3, through: true, order: 3 }))
      if (line.length > 0) {
        made.push(
          fatLine(line, { colour, width: 2, opacity: 0.3, through: true, order: 3 }),
          fatLine(line, { colour: background, width: 5, opacity: 0.75, order: 4 }),
          fatLine(line, { colour, width: 2.5, order: 5 }),
        )
      }
      if (path.dots.length > 0) made.push(dots(path.dots, colour, 6))
      if (path.start.length > 0) made.push(symbol(path.start, 'circle', { fill: background, stroke: text }, 11, 7))
      if (path.end.length > 0) {
        const look = path.hollow
          ? { stroke: colour, fill: path.symbol === 'times' ? undefined : background }
          : { fill: colour, stroke: background }
        const pixels = paths.length === 1 ? 15 : 18 - (6 * i) / (paths.length - 1)
        made.push(symbol(path.end, path.symbol, look, pixels, 20 + i))
      }
    })
    this.#paths = made
    if (made.length > 0) this.#space.add(...made)
  }

  /** The upright axis stands at the corner that is outermost on the left. */
  #showUpright(azimuth: number): void {
    const [x, y] = axisEdges(azimuth).z.at
    if (this.#corner === `${x} ${y}`) return
    this.#corner = `${x} ${y}`
    freed(this.#upright)
    const pieces = Float32Array.of(...inWorld(x, y, floorHeight), ...inWorld(x, y, 1))
    this.#upright = [fatLine(pieces, { colour: this.#colours.text, width: 1, opacity: 0.45, order: 1 })]
    this.#space.add(...this.#upright)
  }

  /** Draws it at the next frame, once, if it is on the screen. */
  readonly #draw = (): void => {
    if (this.#asked !== 0) return
    this.#asked = requestAnimationFrame(() => {
      this.#asked = 0
      const { width, height } = this.#size
      if (this.#scene === undefined || !this.#visible || width === 0) return
      if (this.#recoloured()) {
        this.#showLines()
        this.#showPaths()
      }
      const { x, z } = this.#camera.position.clone().sub(this.#hand.target)
      const azimuth = (Math.atan2(x, z) * 180) / Math.PI
      this.#showUpright(azimuth)
      const perPixel = (2 * Math.tan((fieldOfView * Math.PI) / 360)) / height
      for (const object of this.#paths)
        if (object.userData.pixels) object.scale.setScalar(object.userData.pixels * perPixel)
      this.#camera.updateMatrixWorld()
      render(this.#space, this.#camera, this.#canvas, width, height)
      this.#labels.place(this.#camera, azimuth, width, height)
      this.#stage.dataset.eye = this.#camera.position
        .toArray()
        .map(value => value.toFixed(2))
        .join(' ')
    })
  }
}
