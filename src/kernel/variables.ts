/** The variables of the notebook: what every cell has left to the cells after it. */

/** Where one variable lives. All cells share it, so that it is declared anew without anyone holding on to an old one. */
export interface Box {
  v?: unknown
}

/**
 * An empty box of a class of its own. V8 keeps a number in place, instead of a new object for each, only in a property that has held nothing but
 * numbers in all objects of the same class: this makes the difference of 30 to 1 nanoseconds for an assignment. Having held a
 * fraction first, it keeps whole numbers in the same way, so that a sum that begins at 0 does not change its kind in the middle of a loop.
 */
function newBox(): Box {
  const box: Box = new (class implements Box {})()
  box.v = 0.5
  delete box.v
  return box
}

export class Variables {
  readonly #boxes = new Map<string, Box>()
  readonly #captured = new Set<string>()

  /** The box of a name, made when it is first asked for. */
  box(name: string): Box {
    let box = this.#boxes.get(name)
    if (box === undefined) {
      box = newBox()
      this.#boxes.set(name, box)
    }
    return box
  }

  has(name: string): boolean {
    return this.#boxes.has(name)
  }

  value(name: string): unknown {
    return this.#boxes.get(name)?.v
  }

  captured(name: string): boolean {
    return this.#captured.has(name)
  }

  /** Notes that functions keep hold of these from now on. */
  capture(names: readonly string[]): void {
    for (const name of names) this.#captured.add(name)
  }
}
