/** The page's half of an exploration: the module that anywidget runs for each of them. */
import { Session } from './session.ts'
import type { Model } from './told.ts'
import { View } from './view.ts'

let session: Session | undefined

export default {
  initialize({ model }: { readonly model: Model }): void {
    session = new Session(model)
  },
  render({ model, el }: { readonly model: Model; readonly el: HTMLElement }): () => void {
    session ??= new Session(model)
    const view = new View(session, el)
    return () => view.leave()
  },
}
