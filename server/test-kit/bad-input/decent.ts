import assert from 'node:assert/strict'
import { errors } from '#contract/errors.ts'
import type { Operation } from './operations.ts'
import type { Reply } from './wire.ts'

/** Stands in hostile texts; no refusal may repeat it. */
export const mark = 'zq7Echo'

/** Refusals that may meet any request, whatever its route: the document names them under `default`. */
const anywhere: readonly number[] = [400, 421, 431]

/**
 * What holds for every answer to bad input: no 5xx, no stack; and for a refusal: small, JSON with a code of the closed
 * list, documented, not repeating what was sent.
 */
export function assertDecent(reply: Reply, what: string, operation?: Operation): void {
  assert.ok(reply.status >= 200 && reply.status < 500, `${what}: ${reply.status} ${reply.text.slice(0, 300)}`)
  if (reply.status < 400) return
  assert.ok(Buffer.byteLength(reply.text) < 4096, `${what}: a body of ${Buffer.byteLength(reply.text)} bytes`)
  assert.doesNotMatch(reply.text, /node_modules|\.ts:\d|\.js:\d|\bat \S+ \(/, `${what}: a stack`)
  assert.ok(!reply.text.includes(mark), `${what}: repeats the input: ${reply.text.slice(0, 300)}`)
  assert.equal(errors[reply.body.code as keyof typeof errors], reply.status, `${what}: ${reply.text.slice(0, 300)}`)
  if (reply.status === 422 && reply.body.code === 'validation') assertFieldList(reply, what)
  const named = !operation || operation.statuses.has(reply.status) || anywhere.includes(reply.status)
  assert.ok(named, `${what}: ${reply.status} ${reply.body.code} is not documented`)
}

function assertFieldList({ body, text }: Reply, what: string): void {
  assert.ok(Array.isArray(body.detail) && body.detail.length > 0, `${what}: detail is no list: ${text}`)
  for (const field of body.detail) assert.deepEqual(Object.keys(field), ['type', 'loc', 'msg'], what)
}

/** The same, and the status that the quality page or HTTP defines for it. */
export function assertRefused(reply: Reply, status: number, what: string, operation?: Operation): void {
  assertDecent(reply, what, operation)
  assert.equal(reply.status, status, `${what}: ${reply.status} ${reply.text.slice(0, 300)}`)
}
