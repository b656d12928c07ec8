import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { placesIn, root } from '../../src/setup/places.mjs'

/**
 * A headless Chromium that npm brings, so that the tests need no browser on the machine.
 * Its package is made for Linux on x64; elsewhere an installed Chrome is taken.
 */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' })
  const folder = await unpack()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Without a graphics card the page is drawn fastest by the processor alone; WebGL is then drawn by the library beside the binary.
    args: ['--disable-gpu', '--enable-unsafe-swiftshader', '--font-render-hinting=none'],
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  })
}

/**
 * Unpacks the browser, its shared libraries and its fonts once for each version, in node_modules/.cache.
 * The package itself unpacks into the temporary folder and takes a half-written file there for a finished one, so it gets a
 * folder of its own, which takes its final name only when it is complete.
 */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(await readFile(await packageFile(), 'utf8'))
  const folder = join(placesIn(root).nodeModules, '.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder
  const partial = `${folder}.${process.pid}.partial`
  await mkdir(partial, { recursive: true })
  const before = { ...process.env }
  try {
    process.env.TMPDIR = partial
    // With these two the package also unpacks the shared libraries which a bare machine lacks.
    process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
    process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
    await writeFile(join(partial, 'fonts.conf'), fontsConf(folder))
    await rename(partial, folder)
  } catch (error) {
    // Another process may have been first; its folder is as good.
    if (!existsSync(folder)) throw error
  } finally {
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
    await rm(partial, { recursive: true, force: true })
  }
  return folder
}

/** The package exports no package.json, so it is looked for from its main file upwards. */
async function packageFile(): Promise<string> {
  let folder = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))
  while (!existsSync(join(folder, 'bin'))) folder = dirname(folder)
  return join(folder, 'package.json')
}

/** The fonts that came along, and the machine's own if it has any. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`
