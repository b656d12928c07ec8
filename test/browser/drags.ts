import type { Page } from 'playwright-core'

/** What the page keeps while drags are watched. */
interface Drags {
  /** 0: seen; 1: on its way to the kernel and back; 2: about to be painted. */
  pending: 0 | 1 | 2
  times: number[]
}

declare global {
  interface Window {
    drags: Drags
  }
}

/** Measures, in the page, from each move of the first handle to the paint behind the change of the picture. */
export async function watchDrags(page: Page): Promise<{
  /** Waits until the last move has been painted. */
  settled(): Promise<void>
  /** The milliseconds of all moves since it was last asked. */
  times(): Promise<number[]>
}> {
  await page.evaluate(() => {
    const drags: Drags = { pending: 0, times: [] }
    window.drags = drags
    let begun = 0
    const parts = document.querySelector('.fl-parts')!
    document.querySelector<SVGElement>('.fl-handle')!.addEventListener(
      'pointermove',
      event => {
        begun = event.timeStamp
        drags.pending = 1
      },
      true,
    )
    new MutationObserver(() => {
      if (drags.pending !== 1 || parts.getAttribute('aria-busy') === 'true') return
      drags.pending = 2
      // Behind the next frame's callbacks the frame is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          drags.times.push(performance.now() - begun)
          drags.pending = 0
        }
        port2.postMessage(0)
      })
    }).observe(parts, { attributes: true, attributeFilter: ['aria-busy'] })
  })
  return {
    settled: async () => {
      await page.waitForFunction(() => window.drags.pending === 0, undefined, { polling: 5 })
    },
    times: () => page.evaluate(() => window.drags.times.splice(0)),
  }
}
