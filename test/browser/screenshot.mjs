/** `node test/browser/screenshot.mjs NOTEBOOK...`: pictures of notebooks as JupyterLab shows them. */
import { register } from 'node:module'

// Node 20 does not read TypeScript by itself.
register('./typescript.mjs', import.meta.url)
await import(new URL('./screenshot.ts', import.meta.url).href)
