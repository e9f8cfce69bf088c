import type { ExpressionBuilder } from 'kysely'
import type { Database, Tables, Tx } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database-clock.ts'
import '../consumer-tables.ts'
import { lockLog } from '../identity.ts'
import { type Lease, LeaseLost, type Leases } from './lease.ts'

export type LeaseTimes = { readonly ttlMs: number; readonly renewMs: number }

const usualTimes: LeaseTimes = { ttlMs: 6_000, renewMs: 2_000 }

/**
 * For databases that several processes serve: each takes its fair share of the leases of every group it works for. One
 * that was not renewed for `ttlMs` by the database's clock may be taken by another process; its epoch rises then, and the
 * former owner's transactions are refused.
 */
export function sharedLeases(database: Database, owner: string, times: LeaseTimes = usualTimes): Leases {
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> = Promise.resolve()
  return {
    async start(names, onChange) {
      await database.inTransaction((tx) => createMissing(tx, names))
      const tick = async () => onChange(await renewAndShare({ database, owner, names, ttlMs: times.ttlMs }))
      await tick()
      // an unreachable database keeps nobody from taking over: the next tick tells
      timer = setInterval(() => {
        ticking = ticking.then(tick).catch(() => {})
      }, times.renewMs).unref()
    },
    assertHeld: (tx, lease) => assertHeld(tx, owner, lease),
    async stop() {
      clearInterval(timer)
      await ticking
      await database.inTransaction(async (tx) => {
        await tx
          .deleteFrom('leases')
          .where('name', '>=', memberPrefix)
          .where('owner', '=', owner)
          .where('name', '<', memberEnd)
          .execute()
        await tx.updateTable('leases').set({ owner: null, expires_at: null }).where('owner', '=', owner).execute()
      })
    },
  }
}

/** One process at a time, or two that start together would both insert. */
async function createMissing(tx: Tx, names: readonly string[]): Promise<void> {
  await lockLog(tx)
  const rows = await tx.selectFrom('leases').select('name').execute()
  const known = new Set(rows.map((row) => row.name))
  const missing = names.filter((name) => !known.has(name))
  if (missing.length === 0) return
  await tx
    .insertInto('leases')
    .values(missing.map((name) => ({ name, owner: null, epoch: 0, expires_at: null })))
    .execute()
}

type Wish = { database: Database; owner: string; names: readonly string[]; ttlMs: number }

function renewAndShare({ database, owner, names, ttlMs }: Wish): Promise<Map<string, Lease>> {
  const groups = Map.groupBy(names, groupOf)
  return database.inTransaction(async (tx) => {
    const now = databaseNow(database.dialect)
    await renew(tx, { owner, ttlMs, now, groups: ['', ...groups.keys()] })
    const members = await countMembers(tx, now)
    const before = await heldBy(tx, owner, names)
    for (const [group, wanted] of groups) {
      const share = Math.ceil(wanted.length / Math.max(1, members.get(group) ?? 1))
      const mine = before.filter(({ name }) => groupOf(name) === group)
      if (mine.length > share) await giveBack(tx, owner, mine.slice(share).map(nameOf))
      if (mine.length < share) await takeFree(tx, { owner, names: wanted, ttlMs, now, count: share - mine.length })
    }
    const held = await heldBy(tx, owner, names)
    return new Map(held.map((lease) => [lease.name, lease]))
  })
}

function nameOf({ name }: { name: string }): string {
  return name
}

function groupOf(name: string): string {
  return name.split('/', 1)[0] ?? name
}

/**
 * A process shows for which groups it works by rows of its own, so that one without any lease gets its share too, and
 * one that does something else takes none away: an API process must not count as a consumer that never reads. Every
 * process has a row for no group.
 */
function memberName(group: string, owner: string): string {
  return `${memberPrefix}${group} ${owner}`
}

const memberPrefix = 'member '
const memberEnd = `${memberPrefix}\u{10ffff}`

/** Renews everything of this process in one statement: its leases, and that it lives. */
async function renew(tx: Tx, { owner, ttlMs, now, groups }: Renewal): Promise<void> {
  const expires = (eb: ExpressionBuilder<Tables, 'leases'>) => ({ expires_at: eb(now, '+', ttlMs) })
  await tx.updateTable('leases').set(expires).where('owner', '=', owner).execute()
  const alive = tx.selectFrom('leases').select('name').where('name', '>=', memberPrefix).where('name', '<', memberEnd)
  const known = new Set((await alive.where('owner', '=', owner).execute()).map(({ name }) => name))
  const missing = groups.map((group) => memberName(group, owner)).filter((name) => !known.has(name))
  if (missing.length === 0) return
  await tx
    .insertInto('leases')
    .values(missing.map((name) => ({ name, owner, epoch: 0, expires_at: null })))
    .execute()
  await tx.updateTable('leases').set(expires).where('name', 'in', missing).execute()
}

type Renewal = { owner: string; ttlMs: number; now: ReturnType<typeof databaseNow>; groups: readonly string[] }

/** Living processes by the group for which they work. */
async function countMembers(tx: Tx, now: Renewal['now']): Promise<Map<string, number>> {
  const dead = tx.deleteFrom('leases').where('name', '>=', memberPrefix).where('name', '<', memberEnd)
  await dead.where('expires_at', '<', now).execute()
  const alive = tx.selectFrom('leases').select('name').where('name', '>=', memberPrefix).where('name', '<', memberEnd)
  const groups = (await alive.execute()).map(({ name }) => name.split(' ', 2)[1] ?? '')
  return new Map([...Map.groupBy(groups, (group) => group)].map(([group, { length }]) => [group, length]))
}

/** Whether some process works on this database on a server now, by the database's clock. */
export async function hasLiveConsumers({ reader, dialect }: Database): Promise<boolean> {
  const query = reader.selectFrom('leases').select('name').where('expires_at', '>', databaseNow(dialect))
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

async function heldBy(tx: Tx, owner: string, names: readonly string[]): Promise<Lease[]> {
  const rows = await tx
    .selectFrom('leases')
    .select(['name', 'epoch'])
    .where('owner', '=', owner)
    .orderBy('name')
    .execute()
  const wanted = new Set(names)
  return rows.filter(({ name }) => wanted.has(name))
}

async function giveBack(tx: Tx, owner: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await tx
    .updateTable('leases')
    .set({ owner: null, expires_at: null })
    .where('owner', '=', owner)
    .where('name', 'in', [...names])
    .execute()
}

type Taking = Omit<Renewal, 'groups'> & { names: readonly string[]; count: number }

/** Chosen under a lock, so that two processes do not take the same ones. */
async function takeFree(tx: Tx, { owner, names, ttlMs, now, count }: Taking): Promise<void> {
  const free = await tx
    .selectFrom('leases')
    .select('name')
    .where('name', 'in', [...names])
    .where((eb) => eb.or([eb('owner', 'is', null), eb('expires_at', '<', now), eb('expires_at', 'is', null)]))
    .orderBy('name')
    .limit(count)
    .forUpdate()
    .execute()
  if (free.length === 0) return
  await tx
    .updateTable('leases')
    .set((eb) => ({ owner, epoch: eb('epoch', '+', 1), expires_at: eb(now, '+', ttlMs) }))
    .where('name', 'in', free.map(nameOf))
    .execute()
}

async function assertHeld(tx: Tx, owner: string, { name, epoch }: Lease): Promise<void> {
  const row = await tx
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('owner', '=', owner)
    .where('epoch', '=', epoch)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new LeaseLost(name)
}
