import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reader, Tx } from '#platform/db/database.ts'
import { insertUnlessThere } from '#platform/db/rows.ts'
import { Failure, Invalid } from '../failure.ts'
import type { House } from './house.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    idempotency_keys: IdempotencyKeysTable
  }
}

type IdempotencyKeysTable = {
  key_digest: string
  /** Keyed, since a body may hold a password. */
  request_digest: string
  status: number | null
  body: string | null
  headers: string | null
  created_at: number
}

export type Answer<Body = unknown> = { status: number; body: Body; headers?: Record<string, string> }
/** Work that has checked and hashed what it needs and now only writes. */
export type Write<Body> = (tx: Tx) => Promise<Answer<Body>>

/**
 * One effect per `Idempotency-Key` (24 hours): the key's row is written in the transaction of the change, so a lost
 * answer, a retry or fifty at once give one change and the same answer. The same key with another request is 422.
 * Only successes are kept; a refusal may turn out otherwise next time. `prepare` runs before the transaction.
 */
export async function once<Body>(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Write<Body>>,
): Promise<Body> {
  const key = keyOf(house, request)
  const stored = key && (await findAnswer(house.db.reader, key, house.clock.now()))
  if (stored) return send(reply, stored as Answer<Body>, true)
  try {
    const { answer, replayed } = await writeOnce(house, key, await prepare())
    return send(reply, answer, replayed)
  } catch (error) {
    // Of many at once the fastest is what refuses the others: the e-mail is taken, by the very account they ask for.
    const meanwhile = key && error instanceof Failure && (await findAnswer(house.db.reader, key, house.clock.now()))
    if (!meanwhile) throw error
    return send(reply, meanwhile as Answer<Body>, true)
  }
}

function writeOnce<Body>({ db, clock }: House, key: Key | null, write: Write<Body>) {
  return db.inTransaction(async (tx) => {
    const earlier = key && (await claim(tx, key, clock.now()))
    if (earlier) return { answer: earlier as Answer<Body>, replayed: true }
    const answer = await write(tx)
    if (key) await keep(tx, key, answer)
    return { answer, replayed: false }
  })
}

type Key = { keyDigest: string; requestDigest: string }

function keyOf({ secrets }: House, request: FastifyRequest): Key | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Invalid([{ loc: ['header', 'idempotency-key'], problem: 'header' }])
  }
  const route = `${request.method} ${request.routeOptions.url}`
  const { userId } = request.actor
  return {
    keyDigest: secrets.keyedDigest('idempotency key', JSON.stringify([userId, route, key])),
    requestDigest: secrets.keyedDigest('idempotency request', JSON.stringify([request.url, request.body])),
  }
}

async function findAnswer(reader: Reader, key: Key, now: Date): Promise<Answer | null> {
  const query = reader.selectFrom('idempotency_keys').selectAll().where('key_digest', '=', key.keyDigest)
  const row = await query.where('created_at', '>=', oldest(now)).executeTakeFirst()
  if (!row) return null
  if (row.request_digest !== key.requestDigest) throw new Failure('idempotency_key_reused')
  if (row.status === null) return null
  return { status: row.status, body: JSON.parse(row.body ?? 'null'), headers: JSON.parse(row.headers ?? '{}') }
}

/** Takes the key for this transaction; where it was taken, waits for the other one and returns its answer. */
async function claim(tx: Tx, key: Key, now: Date): Promise<Answer | null> {
  const row = { key_digest: key.keyDigest, request_digest: key.requestDigest, created_at: now.getTime() }
  const isNew = await insertUnlessThere(tx, 'idempotency_keys', { ...row, status: null, body: null, headers: null }, [
    'key_digest',
  ])
  if (isNew) return null
  const { numDeletedRows } = await outdated(tx, now).where('key_digest', '=', key.keyDigest).executeTakeFirstOrThrow()
  return numDeletedRows > 0n ? claim(tx, key, now) : findAnswer(tx, key, now)
}

async function keep(tx: Tx, key: Key, { status, body, headers = {} }: Answer): Promise<void> {
  const set = { status, body: JSON.stringify(body), headers: JSON.stringify(headers) }
  await tx.updateTable('idempotency_keys').set(set).where('key_digest', '=', key.keyDigest).execute()
}

function send<Body>(reply: FastifyReply, { status, body, headers = {} }: Answer<Body>, replayed: boolean): Body {
  if (replayed) reply.header('idempotency-replayed', 'true')
  reply.code(status).headers(headers)
  return body
}

/** Forgets stored answers about an object, named by its Location: they repeat what it held. */
export async function forgetAnswersAbout(tx: Tx, location: string): Promise<void> {
  const rows = await tx.selectFrom('idempotency_keys').select(['key_digest', 'headers']).execute()
  const about = rows.filter(
    ({ headers }) => (JSON.parse(headers ?? '{}') as Record<string, string>)['location'] === location,
  )
  for (const { key_digest } of about)
    await tx.deleteFrom('idempotency_keys').where('key_digest', '=', key_digest).execute()
}

/** Removes keys older than 24 hours. */
export async function trimIdempotencyKeys(tx: Tx, now: Date): Promise<void> {
  await outdated(tx, now).execute()
}

function outdated(tx: Tx, now: Date) {
  return tx.deleteFrom('idempotency_keys').where('created_at', '<', oldest(now))
}

/** Keys from this moment on are still good. */
function oldest(now: Date): number {
  return now.getTime() - 24 * 3_600_000
}
