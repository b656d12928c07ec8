import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
test('x', async () => {
  const t = Date.now()
  const b = await launchChromium()
  console.log('launched', Date.now() - t)
  const p = await b.newPage({ viewport: { width: 500, height: 300 } })
  await p.setContent('<h1>Hello ∇f θ ‖g‖ − ✓</h1><pre>mono 0.1 iii WWW</pre>')
  await p.screenshot({ path: '/tmp/shot.png' })
  await b.close()
}, 120000)
