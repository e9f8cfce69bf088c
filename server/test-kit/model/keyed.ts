import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { ErrorCode } from '#contract/errors.ts'
import type { Answer } from '../caller.ts'
import { hours } from '../frozen-clock.ts'
import { type Actor, ask, assertRefused, type Model, type Real } from './crm-model.ts'

/** An Idempotency-Key, or none. */
export type Key = string | null
export const keys = fc.constantFrom(null, null, 'first', 'second')

type Wish = { path: string; body: object; key: Key; refusal(): ErrorCode | null }

/** One effect for a key within 24 hours: its answer again, or 422 for another request. Refusals are not remembered. */
export async function createOnce(
  model: Model,
  real: Real,
  actor: Actor,
  { path, body, key, refusal }: Wish,
  apply: (answer: Answer) => void,
): Promise<void> {
  const headers = key === null ? {} : { 'idempotency-key': `${key}-${real.run}` }
  const answer = await ask(real, actor, { method: 'POST', path, body, headers })
  const place = JSON.stringify([actor.person?.id ?? null, path, key])
  const kept = model.kept.get(place)
  if (kept && model.now - kept.at <= hours(24)) {
    if (kept.request !== JSON.stringify(body)) return assertRefused(answer, 'idempotency_key_reused')
    assert.deepEqual([answer.status, answer.text], [201, kept.text])
    assert.equal(answer.headers['idempotency-replayed'], 'true')
    return
  }
  const refused = refusal()
  if (refused) return assertRefused(answer, refused)
  assert.equal(answer.status, 201, answer.text)
  assert.equal(answer.headers['idempotency-replayed'], undefined)
  apply(answer)
  if (key !== null) model.kept.set(place, { request: JSON.stringify(body), text: answer.text, at: model.now })
}
