// The library's own modules run in one go, before any microtask: until then it is the library that defines.
let loading = true
queueMicrotask(() => {
  loading = false
})

/**
 * A value made once. What a reader defines is made at once, so that a mistake is told where it was made. What the library
 * defines itself is made when it is first asked for: importing it would otherwise compile every rule and surface there is.
 */
export function whenNeeded<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  const get = (): T => {
    made ??= { value: make() }
    return made.value
  }
  if (!loading) get()
  return get
}
