/** Where to meet Jupyter: the connection file it passes to a kernel. */
import { readFileSync } from 'node:fs'

export interface Connection {
  readonly transport: string
  readonly ip: string
  readonly key: string
  readonly shell_port: number
  readonly iopub_port: number
  readonly stdin_port: number
  readonly control_port: number
  readonly hb_port: number
}

/** The connection in a file. Throws when the file cannot be read. */
export function readConnection(path: string): Connection {
  return JSON.parse(readFileSync(path, 'utf8')) as Connection
}

/** The address of one of the five sockets. */
export function address(connection: Connection, channel: 'shell' | 'iopub' | 'stdin' | 'control' | 'hb'): string {
  const separator = connection.transport === 'tcp' ? ':' : '-'
  return `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`
}
