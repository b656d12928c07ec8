/** Comms: lines between something in the kernel and its counterpart in the page, each with an id. */
import { randomUUID } from 'node:crypto'
import type { Message } from './message.ts'

/** Says something to all pages. */
export type Say = (
  type: 'comm_open' | 'comm_msg' | 'comm_close',
  content: object,
  more?: { readonly metadata?: object; readonly buffers?: readonly Uint8Array[] },
) => void

/** The kernel's end of a comm. */
export interface End {
  heard(data: Readonly<Record<string, unknown>>): void
  closed(): void
}

/** What is sent over a comm. */
export interface Parcel {
  readonly data: object
  readonly metadata?: object
  readonly buffers?: readonly Uint8Array[]
}

/** A comm, as its end in the kernel has it. */
export interface Comm {
  readonly id: string
  readonly target: string
  send(parcel: Parcel): void
  close(): void
}

export class Comms {
  readonly #say: Say
  readonly #targets: Readonly<Record<string, (comm: Comm) => End>>
  readonly #open = new Map<string, { readonly comm: Comm; readonly end: End }>()

  /** `targets` are what a page may open a comm to. */
  constructor(say: Say, targets: Readonly<Record<string, (comm: Comm) => End>>) {
    this.#say = say
    this.#targets = targets
  }

  /** Opens a comm from here. */
  open(target: string, { data, metadata, buffers }: Parcel, end: End, id: string = randomUUID()): Comm {
    const comm = this.#add(id, target, () => end)
    this.#say('comm_open', { comm_id: id, target_name: target, data }, { metadata, buffers })
    return comm
  }

  /** A page has opened a comm, said something over one, or closed it. What is for nobody is closed at once: the page waits for an answer. */
  receive({ header, content }: Message): void {
    const { comm_id: id, target_name: target, data } = content as { comm_id: string; target_name: string; data: never }
    const known = this.#open.get(id)
    if (header.msg_type === 'comm_open') {
      const make = this.#targets[target]
      if (make === undefined) this.#say('comm_close', { comm_id: id, data: {} })
      else this.#add(id, target, make)
    } else if (header.msg_type === 'comm_close') {
      this.#open.delete(id)
      known?.end.closed()
    } else if (known === undefined) this.#say('comm_close', { comm_id: id, data: {} })
    else known.end.heard(data)
  }

  /** The comms that are open, as `comm_info_reply` lists them. */
  list(target?: string): Readonly<Record<string, { readonly target_name: string }>> {
    const listed = [...this.#open.values()].filter(({ comm }) => target === undefined || comm.target === target)
    return Object.fromEntries(listed.map(({ comm }) => [comm.id, { target_name: comm.target }]))
  }

  #add(id: string, target: string, make: (comm: Comm) => End): Comm {
    const comm: Comm = {
      id,
      target,
      send: ({ data, metadata, buffers }) => this.#say('comm_msg', { comm_id: id, data }, { metadata, buffers }),
      close: () => {
        if (this.#open.delete(id)) this.#say('comm_close', { comm_id: id, data: {} })
      },
    }
    this.#open.set(id, { comm, end: make(comm) })
    return comm
  }
}
