import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import './log-tables.ts'

/** Where the actor came from. It stays in our database: never a header, never on Kafka, never in a list. */
export type Origin = { readonly address: string | null; readonly sessionId: number | null }

export function originText(actor: Actor): string | null {
  if (actor.address === null && actor.sessionId === undefined) return null
  return JSON.stringify({ address: actor.address, sessionId: actor.sessionId ?? null } satisfies Origin)
}

const originOf = prepared((db, { seq }: { seq: number }) =>
  db.selectFrom('events').select('origin').where('seq', '=', seq),
)

/** The origin of the event with this number; null when there was none, or it has been erased. */
export async function readOrigin(reader: Reader, seq: number): Promise<Origin | null> {
  const [row] = await originOf(reader, { seq })
  return row?.origin ? (JSON.parse(row.origin) as Origin) : null
}
