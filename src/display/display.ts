/** How a value shows itself when it is the last expression of a cell: Jupyter's MIME bundle, as in Deno's kernel. */

/** The same picture in several forms, by MIME type; the front end takes the richest it can draw. */
export type MimeBundle = Readonly<Record<string, unknown>>

// Exported under another name than it is declared by: tslab's completion of a value that has this method would try to import the
// symbol, and fail.
const display: unique symbol = Symbol.for('Jupyter.display') as never

/** The method a notebook kernel looks for on the last value of a cell. */
export { display as jupyterDisplay }

const inspected: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never

/** The method by which console.log shows a value in Node: in a line or a small table, instead of all its numbers. */
export { inspected as nodeDisplay }

/** Anything that can show itself in a notebook. */
export interface Displayable {
  [display](): MimeBundle
}
