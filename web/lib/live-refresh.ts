import type { LiveChange } from '#contract/http/live.ts'
import { useLive } from './live.ts'
import { queries, refreshAll } from './queries.ts'

/** Where each kind of record is asked for, and the topic of its story. */
const places = {
  user: { path: '/users', topic: 'user-events' },
  course: { path: '/courses', topic: 'course-events' },
  message: { path: '/messages', topic: 'message-events' },
} as const
/** Numbers that any change may move are asked for again, this often at most. */
const numbersMs = 2000
const numbers = new Set(['count', 'facets', 'stats'])

let asked = -Infinity
let asking: ReturnType<typeof setTimeout> | undefined

/**
 * Asks again for the records, stories and numbers that changes have touched. Lists look after themselves: their rows must
 * not move under whoever reads them. A query with `meta: { live: true }` is asked again after any change.
 */
export function useLiveRefresh(): void {
  useLive((changes) => {
    if (!changes) return refreshAll()
    for (const entity of new Set(changes.map((change) => change.entity))) refreshEntity(entity, changes)
    refreshNumbers()
  })
}

/** Whether a list of this path shows what changed. */
export function isShownAt(path: string, { entity }: LiveChange): boolean {
  return path === '/audit' || places[entity].path === path
}

function refreshEntity(entity: LiveChange['entity'], changes: readonly LiveChange[]): void {
  const { path, topic } = places[entity]
  const ids = new Set(changes.flatMap((change) => (change.entity === entity ? change.id : [])))
  const touched = [
    ['record', path],
    ['story', topic],
  ]
  void queries.invalidateQueries({
    predicate: ({ queryKey: [name, place, id] }) =>
      ids.has(id as number) && touched.some(([a, b]) => name === a && place === b),
  })
  // a list that is opened later is asked for anew
  void queries.invalidateQueries({ queryKey: ['list', path], refetchType: 'none' })
}

function refreshNumbers(): void {
  if (asking) return
  asking = setTimeout(
    () => {
      asking = undefined
      asked = performance.now()
      void queries.invalidateQueries({
        predicate: ({ queryKey, meta }) => numbers.has(String(queryKey[0])) || meta?.['live'] === true,
      })
    },
    Math.max(0, asked + numbersMs - performance.now()),
  )
}
