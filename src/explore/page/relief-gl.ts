/**
 * One WebGL context for all pictures of the page, as a browser gives about 16 in all: each picture is drawn here and copied to a
 * canvas of its own, which keeps it.
 */
import { type Camera, ColorManagement, LinearSRGBColorSpace, type Scene, WebGLRenderer } from 'three'

// Colours are meant as they are written: the same as in the still picture.
ColorManagement.enabled = false

let renderer: WebGLRenderer | undefined
let users = 0
/** What is done when the context, once lost, has come back. */
const restored = new Set<() => void>()

/** Takes a share of the context; false where there is none to be had. */
export function take(again: () => void): boolean {
  if (renderer === undefined) {
    const canvas = document.createElement('canvas')
    // Asked for here and not by three, which writes an error where there is none.
    const context = canvas.getContext('webgl2', { alpha: true, antialias: true })
    if (context === null) return false
    canvas.addEventListener('webglcontextrestored', () => {
      for (const draw of restored) draw()
    })
    renderer = new WebGLRenderer({ canvas, context, alpha: true, antialias: true })
    renderer.outputColorSpace = LinearSRGBColorSpace
    renderer.setClearAlpha(0)
  }
  users += 1
  restored.add(again)
  return true
}

/** Gives the share back; with the last the context goes. */
export function giveBack(again: () => void): void {
  restored.delete(again)
  users -= 1
  if (users > 0 || renderer === undefined) return
  const context = renderer.getContext()
  renderer.dispose()
  context.getExtension('WEBGL_lose_context')?.loseContext()
  renderer = undefined
}

/** Draws on a canvas, of so many pixels of the page. */
export function render(scene: Scene, camera: Camera, to: HTMLCanvasElement, width: number, height: number): void {
  if (renderer === undefined || renderer.getContext().isContextLost()) return
  const ratio = Math.min(2, window.devicePixelRatio || 1)
  const { domElement: from } = renderer
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (renderer.getPixelRatio() !== ratio || from.width < w || from.height < h) {
    renderer.setPixelRatio(ratio)
    renderer.setSize(Math.max(from.width / ratio, width), Math.max(from.height / ratio, height), false)
  }
  renderer.setViewport(0, 0, width, height)
  renderer.render(scene, camera)
  if (to.width !== w || to.height !== h) [to.width, to.height] = [w, h]
  const context = to.getContext('2d')
  context?.clearRect(0, 0, w, h)
  context?.drawImage(from, 0, from.height - h, w, h, 0, 0, w, h)
}
