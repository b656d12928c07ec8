/** Insertions and replacements in a text, and the way back from a place in the result to the place in the text. */

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
  /** Among edits at one place: what closes an inner part, then an outer one, then what opens an outer part, then an inner one. */
  readonly rank: number
}

export class Edits {
  readonly #edits: Edit[] = []

  /** Before what begins at `at`. Called for an outer part first. */
  open(at: number, text: string): void {
    this.#edits.push({ from: at, to: at, text, rank: this.#edits.length })
  }

  /** After what ends at `at`. Called for an outer part first. */
  close(at: number, text: string): void {
    this.#edits.push({ from: at, to: at, text, rank: -1 - this.#edits.length })
  }

  replace(from: number, to: number, text: string): void {
    this.#edits.push({ from, to, text, rank: Number.MAX_SAFE_INTEGER })
  }

  apply(source: string): Edited {
    const edits = this.#edits.sort((a, b) => a.from - b.from || a.rank - b.rank)
    let text = ''
    let last = 0
    for (const edit of edits) {
      text += source.slice(last, edit.from) + edit.text
      last = edit.to
    }
    text += source.slice(last)
    /** The offset in the source of an offset in the result; within an insertion, where it was made. */
    const origin = (offset: number): number => {
      let shift = 0
      for (const edit of edits) {
        const begin = edit.from + shift
        if (offset < begin) break
        if (offset < begin + edit.text.length) return edit.from
        shift += edit.text.length - (edit.to - edit.from)
      }
      return offset - shift
    }
    return { text, origin }
  }
}

export interface Edited {
  readonly text: string
  origin(offset: number): number
}
