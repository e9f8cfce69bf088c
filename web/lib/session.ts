import { useQuery } from '@tanstack/react-query'
import type { SessionState } from '#contract/http/setup.ts'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Party, type Reach, type Right, reachOf } from '#contract/rights.ts'
import { call } from './api.ts'
import { beginLiveAt, forgetLive } from './live.ts'
import { queries } from './queries.ts'

const key = ['session']

async function readSession(): Promise<SessionState> {
  const { body } = await call<SessionState>('GET', '/session')
  beginLiveAt(body.position)
  return body
}

export function useSession() {
  return useQuery({ queryKey: key, queryFn: readSession, staleTime: 60_000 })
}

/** After signing in or out, and when the server says that the session is over. */
export function refreshSession(): Promise<SessionState> {
  return queries.fetchQuery({ queryKey: key, queryFn: readSession, staleTime: 0 })
}

/** Nobody is signed in any more; everything that was read under the old name is forgotten. */
export function forgetSession(): void {
  forgetLive()
  queries.setQueryData<SessionState>(key, (state) => state && { ...state, user: null })
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] })
}

/** Only below the gate, where somebody is signed in. */
export function useMe(): UserAnswer {
  const user = useSession().data?.user
  if (!user) throw new Error('nobody is signed in')
  return user
}

/** How far a right of the one table reaches for whoever looks at the screen. */
export function useReach(right: Right): Reach {
  return reachOf((useSession().data?.user?.role ?? 'anonymous') satisfies Party, right)
}

export function useMay(right: Right): boolean {
  return useReach(right) !== 'no'
}
