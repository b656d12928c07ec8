import { expect, test } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { tooOld } from '../../src/setup/node-version.cjs'

test.each(['20.19.0', '20.20.2', '22.12.0', '22.20.1', '23.0.0', '24.1.0', '26.0.0'])('Node %s will do', version => {
  expect(tooOld(version, 'npm start')).toBeUndefined()
})

test.each(['0.10.48', '8.17.0', '12.22.9', '18.20.4', '20.18.3', '21.7.3', '22.11.0'])(
  'Node %s is too old',
  version => {
    const sentence = tooOld(version, 'npm test')
    expect(sentence).toContain(`this is Node ${version}`)
    expect(sentence).toContain('run npm test again')
  },
)

test('package.json says the same', () => expect(packageFile.engines.node).toBe('^20.19.0 || >=22.12.0'))
