import assert from 'node:assert/strict'
import type { ErrorCode } from '#contract/errors.ts'
import type { Answer } from './caller.ts'

/** The one error shape: detail, code, status and the request id that also stands in the header. */
export function assertRefused(answer: Answer, status: number, code: ErrorCode, detail?: string): void {
  assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text.slice(0, 500))
  const { detail: said, request_id: requestId, facts: _, ...rest } = answer.body
  assert.deepEqual(rest, { code, status })
  assert.equal(requestId, answer.headers['x-request-id'])
  assert.match(answer.headers['content-type'] as string, /^application\/json/)
  if (detail !== undefined) assert.equal(said, detail)
}

/** 422 that names exactly these fields as `part.field`, each with type, loc and msg and nothing else. */
export function assertInvalid(answer: Answer, ...fields: string[]): void {
  assertRefused(answer, 422, 'validation')
  for (const entry of answer.body.detail) {
    assert.deepEqual(Object.keys(entry), ['type', 'loc', 'msg'])
    assert.match(entry.type, /^[a-z_]+$/)
    assert.ok(entry.msg.length > 0)
  }
  const named = answer.body.detail.map(({ loc }: { loc: string[] }) => loc.join('.'))
  assert.deepEqual([...new Set(named)].sort(), [...fields].sort(), answer.text.slice(0, 500))
}
