import { createServer } from 'node:net'
import { Trouble } from './trouble.mjs'

/**
 * Tries the port, for this machine alone.
 * @param {number} port
 * @returns {Promise<void>}
 * @throws {Trouble} if it cannot be listened on
 */
export function refuseTaken(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', error => {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error)
      const why = code === 'EACCES' ? 'needs rights you do not have' : 'is taken'
      const other = port < 1024 || port === 65535 ? 8888 : port + 1
      reject(
        new Trouble(`Port ${port} ${why}: choose another, as in npm start -- --port ${other}, or leave --port out.`),
      )
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}
