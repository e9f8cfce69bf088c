import { randomBytes } from 'node:crypto'
import { findEventType } from '#contract/events/registry.ts'
import { type AnyDelivered, effect, readOrigin } from '#events/index.ts'
import type { Tx } from '#platform/db/database.ts'
import { chainStart, entryHash, personalDigest } from './audit-chain.ts'
import { findHead, insertEntry } from './audit-store.ts'

/**
 * Every event of ours becomes one entry of its partition's chain. Never replayed: history is not written twice. What other
 * programs put on our topics is no history of this CRM: their user 7 is not ours, nor did our user 7 do it.
 */
export const recordEveryEvent = effect({
  group: 'audit-trail',
  on: 'all',
  from: 'earliest',
  replay: 'refuse',
  handle: async (event, tx) => {
    if (event.seq !== null) await recordEntry(event, event.seq, tx)
  },
})

async function recordEntry(event: AnyDelivered, seq: number, tx: Tx): Promise<void> {
  const head = await findHead(tx, event.topic, event.partition)
  const { details, personal } = await partsOf(event, seq, tx)
  const salt = randomBytes(16).toString('hex')
  const facts = {
    topic: event.topic,
    partition: event.partition,
    position: (head?.position ?? 0) + 1,
    event_id: event.id,
    seq,
    action: event.type,
    actor_id: event.actorId,
    object: objectOf(event),
    at: event.time,
    request_id: event.requestId,
    details: JSON.stringify(details),
    personal_digest: personalDigest(salt, JSON.stringify(personal)),
  }
  await insertEntry(tx, {
    ...facts,
    personal: JSON.stringify(personal),
    salt,
    hash: entryHash(head?.hash ?? chainStart, facts),
  })
}

/** What tells about a person (fields marked in the contract, the address) apart from what does not. */
async function partsOf(event: AnyDelivered, seq: number, tx: Tx) {
  const marked = findEventType(event.type)?.personal ?? {}
  const origin = await readOrigin(tx, seq)
  const fields = Object.entries(event.payload).filter(([name]) => name !== 'event_type' && name !== 'timestamp')
  const details = Object.fromEntries(fields.filter(([name]) => !(name in marked)))
  const personal = Object.fromEntries(fields.filter(([name]) => name in marked))
  return { details, personal: { address: origin?.address ?? null, ...personal } }
}

/** `user/7`: the noun of the event and the key of its aggregate. */
export function objectOf({ type, key }: Pick<AnyDelivered, 'type' | 'key'>): string {
  return `${type.split('.')[0]}/${key}`
}
