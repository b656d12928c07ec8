import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { npmEnvironment, pythonEnvironment } from '../../src/setup/environment.mjs'
import { furnish, jupyterEnvironment } from '../../src/setup/jupyter-home.mjs'
import { kernelRegistration, kernelSpec } from '../../src/setup/kernel-spec.mjs'
import { placesIn } from '../../src/setup/places.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jupyter ünï-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

test("the user's own Jupyter, Python and Node settings stay outside; the network's come along", () => {
  const users = {
    PATH: '/bin',
    HOME: '/home/ada',
    HTTPS_PROXY: 'http://proxy:3128',
    PIP_INDEX_URL: 'https://mirror/simple',
    JUPYTER_PATH: '/home/ada/jupyter',
    JUPYTER_CONFIG_PATH: '/etc/other',
    JUPYTER_TOKEN: '',
    JUPYTERLAB_SETTINGS_DIR: '/home/ada/settings',
    JPY_PARENT_PID: '1',
    PYTHONPATH: '/home/ada/lib',
    PYTHONHOME: '/opt/python',
    NODE_OPTIONS: '--require ./x.js',
    VIRTUAL_ENV: '/home/ada/venv',
  }
  const environment = jupyterEnvironment(folder, users)
  for (const name of [
    'JUPYTER_PATH',
    'JUPYTER_CONFIG_PATH',
    'JUPYTER_TOKEN',
    'JPY_PARENT_PID',
    'PYTHONPATH',
    'PYTHONHOME',
    'NODE_OPTIONS',
    'VIRTUAL_ENV',
  ]) {
    expect(environment, name).not.toHaveProperty(name)
  }
  expect(environment).toMatchObject({
    PATH: '/bin',
    HOME: '/home/ada',
    HTTPS_PROXY: 'http://proxy:3128',
    PIP_INDEX_URL: 'https://mirror/simple',
  })
  for (const name of ['CONFIG', 'DATA', 'RUNTIME']) expect(environment[`JUPYTER_${name}_DIR`]).toContain(folder)
  for (const name of ['SETTINGS', 'WORKSPACES']) expect(environment[`JUPYTERLAB_${name}_DIR`]).toContain(folder)
  expect(environment.IPYTHONDIR).toContain(folder)
})

test('pip installs into the environment, whatever it is set to elsewhere', () => {
  const environment = pythonEnvironment({
    PIP_USER: '1',
    PIP_TARGET: '/x',
    PIP_REQUIRE_VIRTUALENV: '1',
    PIP_CERT: '/ca.pem',
  })
  expect(environment).toMatchObject({ PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '1', PIP_CERT: '/ca.pem' })
  expect(environment).not.toHaveProperty('PIP_TARGET')
})

test('npm installs everything, whatever it is set to elsewhere', () => {
  const environment = npmEnvironment({
    npm_config_omit: 'dev',
    npm_config_global: 'true',
    npm_config_registry: 'https://mirror',
  })
  expect(environment).toEqual({ npm_config_registry: 'https://mirror' })
})

test('the news are off, and nothing of the machine besides the project is shown', () => {
  const places = placesIn(folder)
  furnish(places.state, places)
  const page = json(join(places.state, 'config', 'labconfig', 'default_setting_overrides.json'))
  expect(page['@jupyterlab/apputils-extension:notification']).toMatchObject({
    fetchNews: 'false',
    checkForUpdates: false,
  })
  // The course's pages open rendered.
  expect(page['@jupyterlab/docmanager-extension:plugin']).toEqual({ defaultViewers: { markdown: 'Markdown Preview' } })
  const server = json(join(places.state, 'config', 'jupyter_server_config.json'))
  expect(server.KernelSpecManager.allowed_kernelspecs).toEqual(['tslab'])
  expect(server.LabApp.labextensions_path).toEqual([join(places.venv, 'share', 'jupyter', 'labextensions')])
})

test('the server takes the modules of the set-up, which lie beside it', () => {
  furnish(folder, placesIn(folder))
  const settings = readFileSync(join(folder, 'config', 'jupyter_server_config.py'), 'utf8')
  const [, path] = /sys\.path\.insert\(0, (".*")\)/.exec(settings)!
  const modules = [...settings.matchAll(/= "(\w+)\.\w+"/g)].map(([, module]) => module)
  expect(modules).toEqual(['stills', 'at_once'])
  for (const module of modules) expect(statSync(join(JSON.parse(path), `${module}.py`)).isFile()).toBe(true)
})

test('the kernel is registered by absolute paths, once', async () => {
  const places = placesIn(folder)
  const stage = kernelRegistration(places)
  expect(await stage.done()).toBe(false)
  await stage.work(() => {})
  expect(await stage.done()).toBe(true)
  const spec = json(join(places.venv, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json'))
  expect(spec).toEqual(kernelSpec(places.kernel))
  expect(spec.language).toBe('typescript')
  expect(spec.argv[0]).toBe(process.execPath)
  expect(isAbsolute(spec.argv[1])).toBe(true)
  expect(spec.argv).toContain('{connection_file}')
  // Another Node, and it is written anew.
  const moved = kernelRegistration(placesIn(join(folder, 'moved')))
  expect(await moved.done()).toBe(false)
})

test.skipIf(process.platform === 'win32')('what holds tokens and signatures is for the owner alone', () => {
  const places = placesIn(folder)
  furnish(places.state, places)
  for (const name of ['config', 'data', 'runtime'])
    expect(statSync(join(places.state, name)).mode & 0o077, name).toBe(0)
})
