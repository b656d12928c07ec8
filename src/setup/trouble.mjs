/** Something that stops the set-up, said in one sentence for the person at the keyboard. Shown without a stack. */
export class Trouble extends Error {}

/** What a failure looks like in the output of npm, pip, Python and Node, and what to do about it. */
const known = [
  {
    pattern: /ENOSPC|No space left on device|\[Errno 28\]|EDQUOT|Disk quota exceeded|not enough space on the disk/i,
    advice: 'there is no room left on the disk; free about 1 GB, then run it again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS|Permission denied|Read-only file system|\[Errno (13|30)\]|Access is denied/i,
    advice: (/** @type {string} */ output) =>
      `there is no right to write ${refused(output)}; give yourself that right, or clone the project into a folder of your own.`,
  },
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|SSLError|UNABLE_TO_\w*CERT\w*|SELF_SIGNED_CERT\w*|CERT_HAS_EXPIRED/i,
    advice:
      "the certificate of the package registry was refused; behind a company's proxy, name its certificate in NODE_EXTRA_CA_CERTS (for npm) and PIP_CERT (for pip), then run it again.",
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|Temporary failure in name resolution|Failed to establish a new connection|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Max retries exceeded|Network is unreachable|ProxyError|Name or service not known|NameResolutionError|getaddrinfo failed/i,
    advice:
      'the package registry could not be reached; check the network connection (and the proxy, if there is one), then run it again.',
  },
]

/**
 * One sentence for a failed step: what was being done, why it failed as far as its output tells, what to do.
 * @param {string} doing as 'Installing the node packages'
 * @param {string} output what the step printed, or the error's message
 * @param {string} [log] file with the whole output
 */
export function sentence(doing, output, log) {
  for (const { pattern, advice } of known) {
    if (pattern.test(output)) return `${doing} failed: ${typeof advice === 'string' ? advice : advice(output)}`
  }
  const where = log ? ` The whole output is in ${log}.` : ''
  return `${doing} failed: ${lastWords(output)}${where}`
}

/**
 * The file that could not be written, as far as the output names it.
 * @param {string} output
 */
function refused(output) {
  const named =
    /^npm (?:error|ERR!) path (.+)$/m.exec(output) ??
    /(?:Permission denied|Read-only file system|Access is denied)[^'\n]*'([^'\n]+)'/i.exec(output) ??
    /(?:EACCES|EPERM|EROFS)[^'\n]*'([^'\n]+)'/.exec(output)
  return named ? named[1] : 'here'
}

/**
 * The line of an output that says most: the last that speaks of an error, else the last.
 * @param {string} output
 */
function lastWords(output) {
  const lines = output.split(/\r?\n/).map(line => line.trim())
  const full = lines.filter(line => line !== '' && !/complete log of this run|^\[notice\]/i.test(line))
  return full.filter(line => /error/i.test(line)).at(-1) ?? full.at(-1) ?? 'it said nothing.'
}
