import { useQuery } from '@tanstack/react-query'
import { whereLimits } from '#contract/filters.ts'
import { call, queryOf } from './api.ts'

const lists = {
  user: { path: '/users', nameOf: (row: Row) => row.name },
  course: { path: '/courses', nameOf: (row: Row) => row.title },
  message: { path: '/messages', nameOf: (row: Row) => row.to },
} as const
type Kind = keyof typeof lists
type Row = { id: number; name?: string; title?: string; to?: string }
type Names = ReadonlyMap<number, string>

/** How long names are gathered before they are asked for: rows scrolled past ask for none. */
const gatherMs = 60
const gathered = new Map<Kind, { ids: Set<number>; names: Promise<Names> }>()

/** What `user/47` of an event or an audit entry is called now (a letter by whom it is for); undefined: not known yet, nameless, or gone. */
export function useName(object: string): string | undefined {
  const [kind = '', id = ''] = object.split('/')
  const isNamed = Object.hasOwn(lists, kind) && /^[1-9]\d{0,14}$/.test(id)
  const { data } = useQuery({
    queryKey: ['name', object],
    enabled: isNamed,
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await nameOf(kind as Kind, Number(id), signal)) ?? null,
  })
  return data ?? undefined
}

/** Everybody who asks within a moment is answered by the same few calls. */
async function nameOf(kind: Kind, id: number, signal: AbortSignal): Promise<string | undefined> {
  const waiting = gathered.get(kind) ?? { ids: new Set(), names: later(kind) }
  gathered.set(kind, waiting)
  waiting.ids.add(id)
  signal.addEventListener('abort', () => waiting.ids.delete(id), { once: true })
  return (await waiting.names).get(id)
}

async function later(kind: Kind): Promise<Names> {
  await new Promise((resolve) => setTimeout(resolve, gatherMs))
  const ids = [...(gathered.get(kind)?.ids ?? [])]
  gathered.delete(kind)
  const { path, nameOf } = lists[kind]
  const most = whereLimits.conditions
  const parts = Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most))
  const answers = await Promise.all(
    parts.map((part) => {
      const where = JSON.stringify({ any: part.map((id) => ['id', 'is', id]) })
      return call<Row[]>('GET', path + queryOf({ where, limit: most }))
    }),
  )
  return new Map(answers.flatMap(({ body }) => body.map((row) => [row.id, nameOf(row) ?? ''] as const)))
}
