/** What the kernel says about itself: the content of kernel_info_reply. */
import { protocolVersion } from './message.ts'

export const information = {
  status: 'ok',
  protocol_version: protocolVersion,
  implementation: 'fall-line',
  implementation_version: '0.1.0',
  banner: 'fall-line: gradient descent in TypeScript',
  language_info: {
    name: 'typescript',
    version: '5.0.4',
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    // JupyterLab takes the mode by `mode`, the classic notebook by `name` and `typescript`.
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    nbconvert_exporter: 'script',
  },
  help_links: [{ text: 'fall-line', url: 'https://www.npmjs.com/package/fall-line' }],
  debugger: false,
  supported_features: [],
} as const
