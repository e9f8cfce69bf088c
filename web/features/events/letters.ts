import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { DeadLetterAnswer, DeadLetterWithValue, DecideDeadLetters } from '#contract/http/dead-letters.ts'
import { call, queryOf } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { sayNow } from '../../lib/say.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { eventsTexts as texts } from './events-texts.ts'

export type Letter = Static<typeof DeadLetterAnswer>
const place = '/events/dead-letters'
const mostShown = 200

/** The latest ones; `total`: how many there are. */
export function useLetters(group: string, state: string) {
  return useQuery({
    queryKey: ['letters', group, state],
    queryFn: async ({ signal }) =>
      call<Letter[]>('GET', `${place}${queryOf({ group, state, limit: mostShown })}`, { signal }),
    refetchInterval: 3000,
  })
}

/** How many wait for somebody's decision. */
export function useDeadCount(group: string): number {
  const { data } = useQuery({
    queryKey: ['letters', 'dead', group],
    queryFn: async ({ signal }) =>
      (await call('GET', `${place}${queryOf({ group, state: 'dead', limit: 1 })}`, { signal })).total,
    refetchInterval: 3000,
  })
  return data ?? 0
}

export function useLetter(id: number) {
  return useQuery({
    queryKey: ['letters', 'one', id],
    queryFn: async ({ signal }) =>
      (await call<Static<typeof DeadLetterWithValue>>('GET', `${place}/${id}`, { signal })).body,
    refetchInterval: 3000,
  })
}

/** True when it was done; a refusal is said. */
export async function decide(decision: DecideDeadLetters): Promise<boolean> {
  try {
    const { body } = await call<{ decided: number }>('POST', `${place}/decisions`, { body: decision })
    const said = decision.decision === 'retry' ? texts.retried : texts.discarded
    toastDone(sayNow(said, { count: body.decided }))
    return true
  } catch (problem) {
    toastProblem(problem)
    return false
  } finally {
    for (const name of ['letters', 'groups']) void queries.invalidateQueries({ queryKey: [name] })
  }
}
