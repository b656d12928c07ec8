import { Trouble } from './trouble.mjs'

/**
 * What can follow `npm start --`.
 * @typedef {object} Options
 * @property {boolean} browser whether to open one
 * @property {number | undefined} port undefined: the first free one from 8888 on
 * @property {boolean} check set up, start, wait for the answer, stop
 * @property {boolean} help
 */

export const help = `npm start                    sets up what is missing, then opens JupyterLab on the notebooks
npm start -- --no-browser    prints the address instead of opening a browser
npm start -- --port N        listens on port N (else on the first free one from 8888 on)
npm start -- --check         sets up, starts, waits for the answer, prints the address, stops
npm start -- --help          prints this`

/**
 * @param {readonly string[]} words the command line after `--`
 * @param {NodeJS.ProcessEnv} [environment] npm leaves there what it took for its own
 * @returns {Options}
 * @throws {Trouble} names the word that is not understood
 */
export function parseOptions(words, environment = {}) {
  refuseSwallowed(environment)
  /** @type {Options} */
  const options = { browser: true, port: undefined, check: false, help: false }
  const rest = words.flatMap(word => (/^--\w+=/.test(word) ? word.split(/=(.*)/s, 2) : [word]))
  while (rest.length > 0) {
    const word = rest.shift()
    if (word === '--no-browser') options.browser = false
    else if (word === '--check') options.check = true
    else if (word === '--help' || word === '-h') options.help = true
    else if (word === '--port') options.port = portNumber(rest.shift())
    else throw new Trouble(`There is no option ${word}; npm start -- --help lists what there is.`)
  }
  return options
}

/** @param {string | undefined} word */
function portNumber(word) {
  const port = Number(word)
  if (word === undefined || !/^\d+$/.test(word) || port < 1 || port > 65535) {
    throw new Trouble(`--port needs a number from 1 to 65535, and was given ${word ?? 'nothing'}.`)
  }
  return port
}

/**
 * Without the two dashes npm keeps the options to itself, and the program would start as if none had been given.
 * @param {NodeJS.ProcessEnv} environment
 */
function refuseSwallowed(environment) {
  for (const name of ['port', 'check']) {
    if (environment[`npm_config_${name}`] !== undefined) {
      throw new Trouble(`--${name} went to npm itself; put two dashes before it: npm start -- --${name}`)
    }
  }
}
