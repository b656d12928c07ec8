/** The document the charts are drawn in: the page's own where there is one, else one on the server. */

import { DOMParser } from 'linkedom'

/** Only Plot looks inside: no type of the DOM leaves this folder. */
export const document: unknown =
  (globalThis as { document?: unknown }).document ?? new DOMParser().parseFromString('<html></html>', 'text/html')
