import { describe, expect, test } from 'vitest'
import { help, parseOptions } from '../../src/setup/options.mjs'

const defaults = { browser: true, port: undefined, check: false, help: false }

describe('the options of npm start', () => {
  test('none: a browser opens, on a free port', () => expect(parseOptions([])).toEqual(defaults))
  test('each', () => {
    expect(parseOptions(['--no-browser'])).toEqual({ ...defaults, browser: false })
    expect(parseOptions(['--check'])).toEqual({ ...defaults, check: true })
    expect(parseOptions(['--help'])).toEqual({ ...defaults, help: true })
    expect(parseOptions(['--port', '9000'])).toEqual({ ...defaults, port: 9000 })
    expect(parseOptions(['--port=9000', '--no-browser'])).toEqual({ ...defaults, port: 9000, browser: false })
  })
  test('the help lists each', () => {
    for (const option of ['--no-browser', '--port', '--check', '--help']) expect(help).toContain(option)
  })
  test.each(['--prot', '9000', '--browser', 'notebooks'])('%s is refused by its name', word => {
    expect(() => parseOptions([word])).toThrow(`There is no option ${word}`)
  })
  test.each([
    [['--port'], 'nothing'],
    [['--port', 'http'], 'http'],
    [['--port', '0'], '0'],
    [['--port', '65536'], '65536'],
    [['--port', '-1'], '-1'],
    [['--port', '80.5'], '80.5'],
  ])('%s is refused with what was given', (words, given) => {
    expect(() => parseOptions(words)).toThrow(`--port needs a number from 1 to 65535, and was given ${given}.`)
  })
  test('an option that npm kept to itself is noticed', () => {
    expect(() => parseOptions(['9000'], { npm_config_port: '9000' })).toThrow('npm start -- --port')
    expect(() => parseOptions([], { npm_config_check: 'true' })).toThrow('npm start -- --check')
  })
})
