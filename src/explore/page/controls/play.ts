import { drawn, element } from '../element.ts'
import { type Draw, row } from './control.ts'

const shapes = {
  first: 'M2,2V12M12,2L5,7L12,12Z',
  back: 'M11,2L4,7L11,12Z',
  play: 'M3,1.5L12,7L3,12.5Z',
  pause: 'M3.5,2H5.5V12H3.5ZM8.5,2H10.5V12H8.5Z',
  on: 'M3,2L10,7L3,12ZM11.5,2V12',
}

function icon(shape: keyof typeof shapes): SVGElement {
  const path = drawn('path', { d: shapes[shape], fill: 'currentColor', stroke: 'currentColor' })
  return drawn('svg', { width: 14, height: 14, viewBox: '0 0 14 14', 'aria-hidden': 'true' }, path)
}

function button(shape: keyof typeof shapes, name: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'fl-button fl-icon', 'aria-label': name, title: name }, icon(shape))
}

/** Run, pause, a step on, a step back, scrub, faster and slower. */
export const play: Draw = (control, session) => {
  const steps = control.steps as number
  const range = element('input', { type: 'range', min: '0', max: String(steps), step: '1' })
  const [first, back, run, on] = [
    button('first', 'to the start'),
    button('back', 'one step back'),
    button('play', 'play'),
    button('on', 'one step on'),
  ]
  const times = [0.1, 0.25, 0.5, 1, 2, 4, 10]
  const speed = element(
    'select',
    { 'aria-label': 'speed' },
    ...times.map(each => element('option', { value: String(each) }, `${each}×`)),
  )
  speed.value = '1'
  const count = element('span', { class: 'fl-count', 'aria-hidden': 'true' })
  let at = control.raw as number
  let frame = 0
  let last = 0
  /** Where it is between two steps, while it plays. */
  let exact = at

  const to = (step: number): void => {
    at = Math.min(steps, Math.max(0, Math.round(step)))
    session.move(control.name, at)
  }
  const tick = (now: number): void => {
    exact += ((now - last) / 1000) * (control.speed as number) * Number(speed.value)
    last = now
    if (Math.floor(exact) !== at) to(Math.floor(exact))
    if (at >= steps) pause()
    else frame = requestAnimationFrame(tick)
  }
  const pause = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    run.replaceChildren(icon('play'))
    run.setAttribute('aria-label', 'play')
    run.title = 'play'
  }
  const start = (): void => {
    if (at >= steps) to(0)
    exact = at
    last = performance.now()
    run.replaceChildren(icon('pause'))
    run.setAttribute('aria-label', 'pause')
    run.title = 'pause'
    frame = requestAnimationFrame(tick)
  }
  run.addEventListener('click', () => (frame ? pause() : start()))
  first.addEventListener('click', () => {
    pause()
    to(0)
  })
  back.addEventListener('click', () => {
    pause()
    to(at - 1)
  })
  on.addEventListener('click', () => {
    pause()
    to(at + 1)
  })
  range.addEventListener('input', () => {
    pause()
    to(Number(range.value))
  })
  // The row takes the slider with what stands beside it.
  element('div', { class: 'fl-wide fl-player' }, range, first, back, run, on, speed, count)
  const made = row(control, range, [], raw => {
    if (frame === 0) at = raw as number
    range.value = String(raw)
    range.setAttribute('aria-valuetext', `step ${raw} of ${steps}`)
    count.textContent = `step ${raw} of ${steps}`
  })
  return { ...made, leave: pause }
}
