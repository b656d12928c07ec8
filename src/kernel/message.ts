/** Messages of the Jupyter protocol as frames of ZeroMQ: [identities..., delimiter, signature, header, parent, metadata, content, buffers...]. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

export interface Header {
  readonly msg_id: string
  readonly msg_type: string
  readonly session: string
  readonly username: string
  readonly date: string
  readonly version: string
}

/** A message as it arrived. */
export interface Message {
  readonly identities: readonly Uint8Array[]
  readonly header: Header
  /** The header of the message that led to this one. */
  readonly parent: Header | undefined
  readonly content: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
  readonly buffers: readonly Uint8Array[]
}

/** The version of the messaging protocol spoken here. */
export const protocolVersion = '5.3'

const delimiter = Buffer.from('<IDS|MSG>')

/** Reads and writes signed messages of one session. */
export class Codec {
  readonly #key: string
  readonly #session = randomUUID()

  constructor(key: string) {
    this.#key = key
  }

  #sign(frames: readonly Uint8Array[]): string {
    if (this.#key === '') return ''
    const hmac = createHmac('sha256', this.#key)
    for (const frame of frames) hmac.update(frame)
    return hmac.digest('hex')
  }

  /** The message in the frames, or undefined when they are not a message signed with our key: such are dropped, as the protocol asks. */
  read(frames: readonly Uint8Array[]): Message | undefined {
    const at = frames.findIndex(frame => delimiter.equals(frame))
    if (at < 0 || frames.length < at + 6) return undefined
    const signed = frames.slice(at + 2, at + 6)
    const signature = Buffer.from(frames[at + 1]!)
    const expected = Buffer.from(this.#sign(signed))
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined
    try {
      const [header, parent, metadata, content] = signed.map(frame => JSON.parse(Buffer.from(frame).toString('utf8')))
      return { identities: frames.slice(0, at), header, parent, metadata, content, buffers: frames.slice(at + 6) }
    } catch {
      return undefined
    }
  }

  /** Frames of a message caused by `parent`; `identities` are its addressees on a router, or the topic on iopub. */
  write(
    identities: readonly Uint8Array[],
    type: string,
    content: object,
    parent: Header | undefined,
    metadata: object = {},
    buffers: readonly Uint8Array[] = [],
  ): Uint8Array[] {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: protocolVersion,
    }
    const body = [header, parent ?? {}, metadata, content].map(part => Buffer.from(JSON.stringify(part), 'utf8'))
    return [...identities, delimiter, Buffer.from(this.#sign(body)), ...body, ...buffers]
  }
}
