/**
 * `npm run build`: the library and the kernel as JavaScript, and the library's declarations, into dist.
 *
 * One bundle, because a cell that imports the library waits for every file of it: Plot and what is used of mathjs are in it.
 * tslab stays outside, with the native module below it. Both entries share their common part, so that a cell's library and
 * the kernel that runs the cell are one library.
 */
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import esbuild from 'esbuild'
import ts from 'typescript'
import { documentParameters } from './document.mjs'
import { builtFrom, sources } from './library.mjs'
import { placesIn, root } from './places.mjs'
import { stamp, stamped } from './stamp.mjs'

const places = placesIn(root)
const from = sources(places)
if (stamped(builtFrom(places), from)) {
  console.log('dist is up to date')
} else {
  // Two builds at once don't meet: each has a folder of its own, and the last one to be done stays.
  const aside = join(root, `dist.part.${process.pid}`)
  rmSync(aside, { recursive: true, force: true })
  await bundle(aside)
  declare(aside)
  // Data sets are read when they are asked for: src/data/data-file.ts.
  cpSync(join(root, 'src/data/files'), join(aside, 'files'), {
    recursive: true,
    filter: name => !name.endsWith('.py'),
  })
  stamp(join(aside, basename(builtFrom(places))), from)
  replace(aside, places.dist)
}

/** Puts a folder in the place of another. @param {string} made @param {string} place */
function replace(made, place) {
  for (let tries = 3; ; tries--) {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 })
    try {
      renameSync(made, place)
      return
    } catch (error) {
      // Another build has put its own there in the meantime.
      if (tries === 0 || !existsSync(place)) throw error
    }
  }
}

/** @param {string} folder */
async function bundle(folder) {
  const entries = { index: 'src/index.ts', 'kernel/main': 'src/kernel/main.ts' }
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['tslab', 'tinypool', '@tslab/typescript-for-tslab', 'zeromq', 'canvas'],
    // What is bundled may ask for Node's own modules in the old way.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
  // What runs in the page: whole modules, which the kernel sends as they are.
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { explore: 'src/explore/page/explore.ts', relief: 'src/explore/page/relief.ts' },
    outdir: join(folder, 'page'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  })
}

/**
 * The declarations of what src/index.ts exports, one file for each source file. They keep the suffix .ts in their imports,
 * which TypeScript resolves to the declarations, tslab's 5.0 as well.
 * @param {string} folder
 */
function declare(folder) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram([join(root, 'src/index.ts')], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(root, 'src'),
    outDir: folder,
  })
  const { diagnostics } = program.emit(undefined, (file, text) => {
    ts.sys.writeFile(file, documentParameters(text))
  })
  if (diagnostics.length > 0) {
    console.error(
      ts.formatDiagnostics(diagnostics, {
        getCanonicalFileName: n => n,
        getCurrentDirectory: () => root,
        getNewLine: () => '\n',
      }),
    )
    process.exit(1)
  }
}
