import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { refuseTaken } from '../../src/setup/port.mjs'

test('a port that is taken is refused with its number and what to do; then it is free again', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await expect(refuseTaken(port)).rejects.toThrow(`Port ${port} is taken: choose another, as in npm start -- --port`)
  server.close()
  await once(server, 'close')
  await expect(refuseTaken(port)).resolves.toBeUndefined()
  await expect(refuseTaken(port)).resolves.toBeUndefined()
})
