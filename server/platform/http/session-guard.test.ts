import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log.ts'
import { Relaxations } from './relaxations.ts'
import { createHttpServer } from './server.ts'
import { guardRoutes } from './session-guard.ts'
import type { App } from './typed-app.ts'

test('a route that names no row of the rights table cannot be registered', async () => {
  const app = await guarded()
  assert.throws(() => app.get('/open', async () => 'for everybody'), /GET \/open has no row in the rights table/)
  assert.throws(() => app.get('/open', { config: {} }, async () => 'for everybody'), /has no row/)
  for (const right of ['users.fly', 'constructor', '']) {
    assert.throws(
      () => app.get(`/${right}`, { config: { right: right as never } }, async () => 'for everybody'),
      /has no row/,
    )
  }
  app.get('/ping', { config: { right: 'service.use' } }, async () => 'here')
  await app.close()
})

test('a route that does is closed to whoever has no right to it', async () => {
  const app = await guarded()
  app.get('/secret', { config: { right: 'audit.read' } }, async () => 'secret')
  const answer = await app.inject({ url: '/secret', headers: { host: '127.0.0.1' } })
  assert.deepEqual([answer.statusCode, answer.json().code], [401, 'authentication_required'])
  await app.close()
})

async function guarded(): Promise<App> {
  const app = await createHttpServer({
    config: readConfig({}),
    log: createLog({ level: 'silent', format: 'json', write: () => {} }),
    relaxations: new Relaxations('local', () => {}),
  })
  guardRoutes(app, 'session_token', async () => null)
  return app
}
