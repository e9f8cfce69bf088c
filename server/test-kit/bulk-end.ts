import type { Answer, Caller } from './caller.ts'
import { until } from './until.ts'

/** Sends a change of many rows and waits until every row is done, however slow the machine; a refusal comes back at once. */
export async function toItsEnd(
  caller: Caller,
  path: string,
  body: object,
  headers?: Record<string, string>,
): Promise<Answer> {
  let answer = await caller.post(path, body, headers)
  if (answer.status !== 201) return answer
  await until(async () => {
    if (answer.body.state !== 'running') return true
    answer = { ...answer, body: (await caller.get(`/bulk-changes/${answer.body.id}`)).body }
    return answer.body.state === 'done'
  }, 'the end of a bulk change')
  return answer
}
