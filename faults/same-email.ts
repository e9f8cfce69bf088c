import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import { startCrmProcess } from './kit/crm-process.ts'
import { Client } from './kit/http-calls.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner, ownerPassword } from './kit/owner.ts'

/** R8: one address in any letter case, registered by so many at once: one wins, everybody else is told that it is taken. */
export async function registerSameEmail(t: TestContext, clients: number): Promise<void> {
  const run = new FaultRun(t, 'same-email')
  const crm = await startCrmProcess(t, run)
  await claimOwner(crm.url)
  await run.cycle(async () => {
    const client = new Client(crm.url, { connections: clients })
    const calls = Array.from({ length: clients }, (_, at) =>
      client.send({ method: 'POST', path: '/users', body: account(spelled('student@example.com', at)) }),
    )
    const fates = await Promise.all(calls)
    client.close()
    const statuses = fates.map((fate) => (fate.kind === 'answered' ? fate.reply.status : fate.kind))
    assert.equal(statuses.filter((status) => status === 201).length, 1, 'exactly one was let in')
    assert.deepEqual([...new Set(statuses)].sort(), [201, 400])
    assert.deepEqual(tracesOf(crm.file), { users: 1, events: 1 })
  })
  assert.equal((await crm.stop()).code, 0)
}

function account(email: string) {
  return { email, name: 'Ученик', password: ownerPassword }
}

/** Another mixture of capital letters for every number up to 2^7. */
function spelled(email: string, at: number): string {
  return [...email].map((letter, index) => ((at >> (index % 7)) & 1 ? letter.toUpperCase() : letter)).join('')
}

function tracesOf(file: string) {
  const db = new DatabaseSync(file, { readOnly: true })
  const users = db.prepare(`select count(*) n from users where lower(email) = 'student@example.com'`).get()
  const events = db
    .prepare(
      `select count(*) n from events where type = 'user.created' and lower(payload) like '%student@example.com%'`,
    )
    .get()
  db.close()
  return { users: users?.['n'], events: events?.['n'] }
}
