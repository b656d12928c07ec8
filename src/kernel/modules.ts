/** What a cell's `import` makes of a module that `require` has loaded. */

type Module = Readonly<Record<string, unknown>>

export const defaultOf = (module: Module): unknown =>
  module?.__esModule || isNamespace(module) ? module.default : module

export const namespaceOf = (module: Module): unknown =>
  module?.__esModule || isNamespace(module) ? module : { ...module, default: module }

export const load = (require: (name: string) => Module) => async (name: string) => namespaceOf(require(name))

const isNamespace = (module: Module) => Object.prototype.toString.call(module) === '[object Module]'
