/** The page's colours of text and ground: of JupyterLab's theme, or of the browser's. */

const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** Any colour of CSS as #rrggbb. */
function plain(colour: string): string {
  if (pen === null) return '#808080'
  pen.canvas.width = 1
  pen.canvas.height = 1
  pen.fillStyle = colour
  pen.fillRect(0, 0, 1, 1)
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data
  return `#${[r, g, b].map(value => value.toString(16).padStart(2, '0')).join('')}`
}

/** What text and the ground behind it are coloured where an element is. Its outline is given the ground's colour, to ask for it. */
export function themeColours(at: HTMLElement): { readonly text: string; readonly background: string } {
  at.style.textDecorationColor = 'var(--jp-layout-color0, Canvas)'
  const { color, textDecorationColor } = getComputedStyle(at)
  return { text: plain(color), background: plain(textDecorationColor) }
}

/** Calls when the theme may have changed; gives what ends that. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  for (const element of [document.documentElement, document.body]) observer.observe(element, { attributes: true })
  const scheme = window.matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    scheme.removeEventListener('change', changed)
  }
}
