import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '#platform/failure.ts'
import type { ServerSession } from './server-session.ts'
import { SessionPool } from './session-pool.ts'

const patienceMs = 100

test('a connection that comes too late for whoever asked goes to the next one, who waits for it undisturbed', async () => {
  const openings: PromiseWithResolvers<ServerSession>[] = []
  const pool = new SessionPool(
    () => {
      openings.push(Promise.withResolvers())
      return (openings.at(-1) as (typeof openings)[number]).promise
    },
    { connections: 1, patienceMs },
  )
  const first = pool.take()
  openings[0]?.resolve(sessionNamed('first'))
  const lost = await first
  const impatient = pool.take()
  end(lost)
  pool.give(lost)
  // the new connection is being opened for the impatient one, and somebody else comes just before his patience ends
  await passed(patienceMs / 2)
  const next = pool.take()
  await assert.rejects(impatient, (error) => error instanceof Failure && error.code === 'overloaded')
  openings[1]?.resolve(sessionNamed('second'))
  assert.deepEqual(nameOf(await next), 'second')
  assert.equal(openings.length, 2)
})

test('a connection that comes too late is kept for whoever comes after, and closed with the pool', async () => {
  const opening = Promise.withResolvers<ServerSession>()
  const lost = sessionNamed('lost')
  const late = sessionNamed('late')
  const answers = [Promise.resolve(lost), opening.promise]
  const pool = new SessionPool(() => answers.shift() as Promise<ServerSession>, { connections: 1, patienceMs })
  await pool.take()
  const impatient = pool.take()
  end(lost)
  pool.give(lost)
  await assert.rejects(impatient)
  opening.resolve(late)
  await passed(1)
  assert.equal(nameOf(await pool.take()), 'late')
  pool.give(late)
  await pool.close()
  assert.equal(late.broken, true)
})

const names = new WeakMap<ServerSession, string>()

function sessionNamed(name: string): ServerSession {
  const session = { broken: false, busy: false, run: nothing, destroy() {}, close: async () => end(session) }
  names.set(session, name)
  return session
}

async function nothing(): Promise<never> {
  throw new Error('nobody asks anything here')
}

function nameOf(session: ServerSession): string | undefined {
  return names.get(session)
}

function end(session: { readonly broken: boolean }): void {
  ;(session as { broken: boolean }).broken = true
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
