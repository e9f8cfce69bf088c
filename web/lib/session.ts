import { useQuery } from '@tanstack/react-query'
import type { SessionState } from '#contract/http/setup.ts'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Party, type Reach, type Right, reachOf } from '#contract/rights.ts'
import { call } from './api.ts'
import { beginLiveAt, forgetLive } from './live.ts'
import { queries, refreshAll } from './queries.ts'
import { loadAgain } from './router.tsx'
import { sessionOver } from './session-over.ts'

const key = ['session']

/** Whoever was signed in stays on the screen until they sign in again: their page is behind the door, not gone. */
async function readSession(): Promise<SessionState> {
  const { body } = await call<SessionState>('GET', '/session')
  beginLiveAt(body.position)
  const known = queries.getQueryData<SessionState>(key)?.user
  if (!known) return body
  if (!body.user) {
    sessionOver.set(true)
    return { ...body, user: known }
  }
  // Nothing of one person's may stay on the screen of another.
  if (body.user.id !== known.id) loadAgain()
  else if (sessionOver.now()) {
    sessionOver.set(false)
    refreshAll()
  }
  return body
}

export function useSession() {
  return useQuery({ queryKey: key, queryFn: readSession, staleTime: 60_000 })
}

/** After signing in. */
export function refreshSession(): Promise<SessionState> {
  return queries.fetchQuery({ queryKey: key, queryFn: readSession, staleTime: 0 })
}

/** The server no longer knows our session: the door comes down before the page, and what was typed waits behind it. */
export function endSession(): void {
  if (queries.getQueryData<SessionState>(key)?.user) sessionOver.set(true)
}

/** Somebody signed out: everything that was read under the old name is forgotten. */
export function forgetSession(): void {
  forgetLive()
  sessionOver.set(false)
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

/** The school's own name stands where people look for where they are. */
export function useSchoolName(): string {
  return useSession().data?.school.name ?? 'Mini-CRM'
}
