import { describe, expect, test } from 'vitest'
import { sentence } from '../../src/setup/trouble.mjs'

/** What the tools print, shortened to what matters. */
const outputs = {
  'npm without network':
    'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error request to https://registry.example/x failed, reason: getaddrinfo EAI_AGAIN',
  'pip without network':
    "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/anyio/\nERROR: Could not find a version that satisfies the requirement anyio==4.16.0 (from versions: none)\nERROR: No matching distribution found for anyio==4.16.0",
  'npm on a full disk':
    'npm error code ENOSPC\nnpm error syscall write\nnpm error errno -28\nnpm error nospc ENOSPC: no space left on device, write',
  'pip on a full disk': 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
  'npm without the right':
    "npm error code EACCES\nnpm error syscall mkdir\nnpm error path /home/ada/fall-line/node_modules\nnpm error errno -13\nnpm error Error: EACCES: permission denied, mkdir '/home/ada/fall-line/node_modules'",
  'pip without the right':
    "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/home/ada/fall-line/.venv/lib/x.py'",
  'a certificate refused':
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))",
}

describe('what went wrong, in a sentence', () => {
  test.each(['npm without network', 'pip without network'] as const)('%s', name => {
    expect(sentence('It', outputs[name])).toMatch(
      /^It failed: the package registry could not be reached; check the network/,
    )
  })
  test.each(['npm on a full disk', 'pip on a full disk'] as const)('%s', name => {
    expect(sentence('It', outputs[name])).toMatch(/^It failed: there is no room left on the disk; free/)
  })
  test('no right to write, with the file', () => {
    expect(sentence('It', outputs['npm without the right'])).toContain(
      'there is no right to write /home/ada/fall-line/node_modules;',
    )
    expect(sentence('It', outputs['pip without the right'])).toContain('/home/ada/fall-line/.venv/lib/x.py;')
    expect(sentence('It', "EROFS: read-only file system, mkdir '/mnt/x'")).toContain('no right to write /mnt/x;')
  })
  test('a certificate that is refused', () => {
    expect(sentence('It', outputs['a certificate refused'])).toMatch(/NODE_EXTRA_CA_CERTS.*PIP_CERT/)
  })
  test('anything else: its last words, and where the rest is', () => {
    const output =
      'begun\nSyntaxError: unexpected token\n\nnpm error A complete log of this run can be found in: x.log\n'
    expect(sentence('It', output, 'y.log')).toBe(
      'It failed: SyntaxError: unexpected token The whole output is in y.log.',
    )
    expect(sentence('It', '')).toBe('It failed: it said nothing.')
  })
  test('every one is a single line', () => {
    for (const output of Object.values(outputs)) expect(sentence('It', output)).not.toContain('\n')
  })
})
