import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { furnish, jupyterEnvironment } from './src/setup/jupyter-home.mjs'
import { placesIn, root } from './src/setup/places.mjs'

const places = placesIn(root)

/** Tests that run the kernel or JupyterLab use the project's Python and a Jupyter of their own. They build nothing: npm test has. */
const home = join(places.state, 'test')
furnish(home, places)
const jupyter = {
  ...jupyterEnvironment(home, {}),
  FALL_LINE_PYTHON: places.python,
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/notebooks/**', 'test/browser/**'],
          // Most tests take less time than to load the library, so files share it. One that must have it anew says vi.resetModules().
          isolate: false,
          // Every core: left to itself it keeps one free.
          maxWorkers: '100%',
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
          env: jupyter,
        },
      },
      {
        test: {
          name: 'notebooks',
          include: ['test/notebooks/**/*.test.ts'],
          env: jupyter,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // A notebook keeps a core busy: two at a time, and none runs into its time limit.
          fileParallelism: false,
          maxConcurrency: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          env: jupyter,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Each file has a JupyterLab and a browser of its own. A page waits more than it computes.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
