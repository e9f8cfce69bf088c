import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { runOn } from '#platform/db/testing/test-database.ts'
import { checkSettledServer, settledOn } from './kit/check-server.ts'
import { type FourProcesses, startFourProcesses, stopFourProcesses } from './kit/four-processes.ts'
import { Client } from './kit/http-calls.ts'
import { Journal } from './kit/journal.ts'
import { settleUnknown, startLoad } from './kit/keyed-writers.ts'
import { FaultRun } from './kit/lane.ts'
import { claimOwner, ownerPassword, signIn } from './kit/owner.ts'

/** On a database server: what one of four processes knows, the others know, and no count or right is decided twice. */
export async function shareOneDatabase(t: TestContext, dbUrl: string, frozenMs: number): Promise<void> {
  const run = new FaultRun(t, 'four-processes')
  const four = await startFourProcesses(t, run.folder, dbUrl)
  const cookie = await claimOwner(four.api[0].url)
  const [here, there] = four.api.map(({ url }) => new Client(url, { cookie })) as [Client, Client]
  await shareSessions(four)
  await shareThrottle(four)
  await shareUniqueness(here, there)
  await leaveAnOwner(here, four.api[1].url)
  await shareWork(run, four, { cookie, dbUrl, frozenMs })
  assert.deepEqual(await stopFourProcesses(four), [0, 0, 0, 0])
}

/** A session that one process began is known to the other, and over in both once the other ended it. */
async function shareSessions({ api: [one, two] }: FourProcesses): Promise<void> {
  const mine = new Client(one.url)
  mine.cookie = await signIn(mine, 'owner@example.com', ownerPassword)
  const elsewhere = new Client(two.url, { cookie: mine.cookie })
  await elsewhere.expect(200, { method: 'GET', path: '/me' })
  await elsewhere.expect(200, { method: 'POST', path: '/logout' })
  await mine.expect(401, { method: 'GET', path: '/me' })
}

/** Five wrong passwords, told to both in turn, are five. */
async function shareThrottle({ api }: FourProcesses): Promise<void> {
  const clients = api.map(({ url }) => new Client(url)) as [Client, Client]
  const body = { email: 'nobody@example.com', password: 'wrong-password-1' }
  for (let n = 0; n < 5; n++) await clients[n % 2]?.expect(401, { method: 'POST', path: '/login', body })
  for (const client of clients) await client.expect(429, { method: 'POST', path: '/login', body })
}

/** R8: a hundred registrations of one address, half of them at each. */
async function shareUniqueness(here: Client, there: Client): Promise<void> {
  const body = { email: 'Once@example.com', name: 'Один раз', password: ownerPassword }
  const sent = Array.from({ length: 100 }, (_, n) =>
    (n % 2 === 0 ? here : there).send({ method: 'POST', path: '/users', body }),
  )
  const statuses = (await Promise.all(sent)).map((fate) => (fate.kind === 'answered' ? fate.reply.status : fate.kind))
  assert.deepEqual(
    [statuses.filter((status) => status === 201).length, statuses.filter((status) => status === 400).length],
    [1, 99],
    String(statuses),
  )
  const told = await here.expect(200, { method: 'GET', path: '/events?type=user.created&limit=1000' })
  const addresses = (told.body as { value: { email: string } }[]).map(({ value }) => value.email)
  assert.equal(addresses.filter((email) => email === body.email).length, 1)
}

/** "At least one owner" is a count under a lock: two owners who disable each other through two processes leave one. */
async function leaveAnOwner(here: Client, otherUrl: string): Promise<void> {
  const body = { email: 'second@example.com', name: 'Вторая', password: ownerPassword }
  const second = (await here.expect(201, { method: 'POST', path: '/users', body })).body.id
  const first = (await here.expect(200, { method: 'GET', path: '/me' })).body.id
  for (let round = 0; round < 10; round++) {
    await here.expect(200, { method: 'PUT', path: `/users/${second}/role`, body: { role: 'owner' } })
    const theirs = new Client(otherUrl)
    theirs.cookie = await signIn(theirs, body.email, ownerPassword)
    const demote = (client: Client, id: number) =>
      client.send({ method: 'PUT', path: `/users/${id}/role`, body: { role: 'admin' } })
    await Promise.all([demote(here, second), demote(theirs, first)])
    const owners = (await here.expect(200, { method: 'GET', path: '/users?role=owner' })).body as { id: number }[]
    assert.equal(owners.length, 1, `${owners.length} owners are left in round ${round}`)
    if (owners[0]?.id === second)
      await theirs.expect(200, { method: 'PUT', path: `/users/${first}/role`, body: { role: 'owner' } })
  }
}

type Place = { cookie: string; dbUrl: string; frozenMs: number }

/** R16: both consumers work; one that stands still loses its share, and what it does when it wakes is refused. */
async function shareWork(run: FaultRun, four: FourProcesses, { cookie, dbUrl, frozenMs }: Place): Promise<void> {
  const journal = new Journal(run.journalFile)
  const load = () =>
    four.api.map(({ url }) => startLoad({ url, cookie, journal, chance: run.chance, writers: 8, users: 0.01 }))
  const stopped = async (loads: ReturnType<typeof load>) => void (await Promise.all(loads.map((one) => one.stop())))
  await until(async () => (await sharesOf(dbUrl)).length === 2, 'both consumers to have a share')
  await run.cycle(async () => {
    const loads = load()
    await pause(run.chance.between(300, 600))
    four.consumers[0].signal('SIGSTOP')
    const frozenUntil = performance.now() + frozenMs
    await pause(500)
    await stopped(loads)
    await until(async () => (await sharesOf(dbUrl)).length === 1, 'the other to take over', 30_000)
    await settledOn(dbUrl)
    await pause(Math.max(0, frozenUntil - performance.now()))
    const again = load()
    four.consumers[0].signal('SIGCONT')
    await pause(1_000)
    await stopped(again)
    await settleUnknown(four.api[0].url, cookie, journal)
    await until(async () => (await sharesOf(dbUrl)).length === 2, 'the zombie to have a share again', 30_000)
    await settledOn(dbUrl)
    await checkSettledServer(dbUrl, journal)
  })
}

/** How many leases of consumers each process holds now. */
async function sharesOf(dbUrl: string): Promise<unknown[]> {
  return runOn(
    dbUrl,
    `select owner, count(*) as n from leases where owner is not null and name not like 'member %' group by owner`,
  )
}

async function until(holds: () => Promise<boolean>, what: string, patienceMs = 15_000): Promise<void> {
  for (const giveUpAt = performance.now() + patienceMs; !(await holds()); await pause(50))
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for ${what}`)
}
