import type { Database, Tx } from '#platform/db/database.ts'
import '../consumer-tables.ts'
import type { Lease, Leases } from './lease.ts'

/**
 * For a database that only one process may serve: it holds the file's lock, so it takes every lease when it starts and
 * writes nothing more. What the rows say is for people.
 */
export function fileOwnerLeases(database: Database, owner: string): Leases {
  return {
    async start(names, onChange) {
      onChange(await database.inTransaction((tx) => takeAll(tx, names, owner)))
    },
    async assertHeld() {},
    async stop() {
      await database.inTransaction(async (tx) => {
        await tx.updateTable('leases').set({ owner: null }).where('owner', '=', owner).execute()
      })
    },
  }
}

async function takeAll(tx: Tx, names: readonly string[], owner: string): Promise<Map<string, Lease>> {
  await tx
    .updateTable('leases')
    .set((eb) => ({ owner: null, epoch: eb('epoch', '+', 1), expires_at: null }))
    .execute()
  const rows = await tx.selectFrom('leases').select('name').execute()
  const known = new Set(rows.map((row) => row.name))
  const missing = names.filter((name) => !known.has(name))
  if (missing.length > 0) {
    await tx
      .insertInto('leases')
      .values(missing.map((name) => ({ name, owner: null, epoch: 1, expires_at: null })))
      .execute()
  }
  if (names.length > 0)
    await tx
      .updateTable('leases')
      .set({ owner })
      .where('name', 'in', [...names])
      .execute()
  const held = await tx.selectFrom('leases').select(['name', 'epoch']).where('owner', '=', owner).execute()
  return new Map(held.map((lease) => [lease.name, lease]))
}
