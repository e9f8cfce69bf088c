import type { Database, Tx } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database-clock.ts'
import { upsertRow } from '#platform/db/rows.ts'
import '../consumer-tables.ts'
import { lockLog } from '../identity.ts'
import { type Lease, LeaseLost, type Leases } from './lease.ts'

export type LeaseTimes = { readonly ttlMs: number; readonly renewMs: number }

const usualTimes: LeaseTimes = { ttlMs: 6_000, renewMs: 2_000 }

/**
 * For databases that several processes serve: each takes its fair share of the leases. One that was not renewed for
 * `ttlMs` by the database's clock may be taken by another process; its epoch rises then, and the former owner's
 * transactions are refused.
 */
export function sharedLeases(database: Database, owner: string, times: LeaseTimes = usualTimes): Leases {
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> = Promise.resolve()
  let asked: readonly string[] = []
  return {
    async start(names, onChange) {
      asked = names
      await database.inTransaction((tx) => createMissing(tx, names))
      const tick = async () => onChange(await renewAndShare(database, owner, names, times.ttlMs))
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
        await giveBack(tx, owner, asked)
        await tx.deleteFrom('leases').where('name', '=', memberName(owner)).execute()
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

function renewAndShare(
  database: Database,
  owner: string,
  names: readonly string[],
  ttlMs: number,
): Promise<Map<string, Lease>> {
  return database.inTransaction(async (tx) => {
    const members = await countMembers(tx, database, owner, ttlMs)
    const share = Math.ceil(names.length / members)
    const mine = await heldBy(tx, owner, names)
    if (mine.length > share) await giveBack(tx, owner, mine.slice(share).map(nameOf))
    await renew(tx, database, owner, names, ttlMs)
    if (mine.length < share) await takeFree(tx, database, owner, names, ttlMs, share - mine.length)
    const held = await heldBy(tx, owner, names)
    return new Map(held.map((lease) => [lease.name, lease]))
  })
}

function nameOf({ name }: Lease): string {
  return name
}

/** A process shows that it lives by a row of its own, so that one without any lease gets its share too. */
function memberName(owner: string): string {
  return `${memberPrefix}${owner}`
}

const memberPrefix = 'member '

async function countMembers(tx: Tx, database: Database, owner: string, ttlMs: number): Promise<number> {
  const now = databaseNow(database.dialect)
  const row = { name: memberName(owner), owner, epoch: 0, expires_at: null }
  await upsertRow(tx, 'leases', row, ['name'])
  const own = tx.updateTable('leases').where('name', '=', row.name)
  await own.set((eb) => ({ expires_at: eb(now, '+', ttlMs) })).execute()
  const end = `${memberPrefix}\u{10ffff}`
  const dead = tx.deleteFrom('leases').where('name', '>=', memberPrefix).where('name', '<', end)
  await dead.where('expires_at', '<', now).execute()
  const alive = tx.selectFrom('leases').select('name').where('name', '>=', memberPrefix).where('name', '<', end)
  return Math.max(1, (await alive.execute()).length)
}

/** Whether some process consumes events of this database on a server now, by the database's clock. */
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

async function renew(tx: Tx, database: Database, owner: string, names: readonly string[], ttlMs: number) {
  if (names.length === 0) return
  await tx
    .updateTable('leases')
    .set((eb) => ({ expires_at: eb(databaseNow(database.dialect), '+', ttlMs) }))
    .where('owner', '=', owner)
    .where('name', 'in', [...names])
    .execute()
}

/** Chosen under a lock, so that two processes do not take the same ones. */
async function takeFree(
  tx: Tx,
  database: Database,
  owner: string,
  names: readonly string[],
  ttlMs: number,
  count: number,
): Promise<void> {
  const now = databaseNow(database.dialect)
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
    .where(
      'name',
      'in',
      free.map((row) => row.name),
    )
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
