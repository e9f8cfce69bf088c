import { createHash } from 'node:crypto'

/** What the chain covers. The personal part is covered by its salted digest only, so that it can be blanked. */
export type AuditFacts = {
  readonly topic: string
  readonly partition: number
  readonly position: number
  readonly event_id: string
  readonly seq: number | null
  readonly action: string
  readonly actor_id: number | null
  readonly object: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly request_id: string
  readonly details: string
  readonly personal_digest: string
}

/** The hash before the first entry of every chain. */
export const chainStart = '0'.repeat(64)

/** The order in which the facts are covered; another order would be another chain. */
const covered = [
  'topic',
  'partition',
  'position',
  'event_id',
  'seq',
  'action',
  'actor_id',
  'object',
  'at',
  'request_id',
  'details',
  'personal_digest',
] as const satisfies (keyof AuditFacts)[]

/** SHA-256 over the hash before and every fact, in a fixed order and an unambiguous spelling. */
export function entryHash(previous: string, facts: AuditFacts): string {
  return sha256(previous + JSON.stringify(covered.map((name) => facts[name])))
}

/** The salt goes with the personal part: without it nobody can try names against the digest. */
export function personalDigest(salt: string, personal: string): string {
  return sha256(`${salt}\n${personal}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
