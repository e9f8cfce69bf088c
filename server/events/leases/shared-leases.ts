import type { Database, Tx } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database-clock.ts'
import '../consumer-tables.ts'
import { type Lease, LeaseLost, type Leases } from './lease.ts'

export type LeaseTimes = { readonly ttlMs: number; readonly renewMs: number }

const usualTimes: LeaseTimes = { ttlMs: 6_000, renewMs: 2_000 }

/**
 * For databases that several processes serve. A lease that was not renewed for `ttlMs` by the database's clock may be
 * taken by another process; its epoch rises then, and the former owner's transactions are refused.
 */
export function sharedLeases(database: Database, owner: string, times: LeaseTimes = usualTimes): Leases {
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> = Promise.resolve()
  return {
    async start(names, onChange) {
      await database.inTransaction((tx) => createMissing(tx, names))
      const tick = async () => onChange(await renewAndTake(database, owner, names, times.ttlMs))
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
        await tx.updateTable('leases').set({ owner: null, expires_at: null }).where('owner', '=', owner).execute()
      })
    },
  }
}

async function createMissing(tx: Tx, names: readonly string[]): Promise<void> {
  const rows = await tx.selectFrom('leases').select('name').execute()
  const known = new Set(rows.map((row) => row.name))
  const missing = names.filter((name) => !known.has(name))
  if (missing.length === 0) return
  await tx
    .insertInto('leases')
    .values(missing.map((name) => ({ name, owner: null, epoch: 0, expires_at: null })))
    .execute()
}

function renewAndTake(
  database: Database,
  owner: string,
  names: readonly string[],
  ttlMs: number,
): Promise<Map<string, Lease>> {
  return database.inTransaction(async (tx) => {
    const until = databaseNow(database.dialect)
    await tx
      .updateTable('leases')
      .set((eb) => ({ expires_at: eb(until, '+', ttlMs) }))
      .where('owner', '=', owner)
      .execute()
    await tx
      .updateTable('leases')
      .set((eb) => ({ owner, epoch: eb('epoch', '+', 1), expires_at: eb(until, '+', ttlMs) }))
      .where('name', 'in', [...names])
      .where((eb) => eb.or([eb('owner', 'is', null), eb('expires_at', '<', until), eb('expires_at', 'is', null)]))
      .execute()
    const held = await tx.selectFrom('leases').select(['name', 'epoch']).where('owner', '=', owner).execute()
    return new Map(held.map((lease) => [lease.name, lease]))
  })
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
