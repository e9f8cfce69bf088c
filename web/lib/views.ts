import { useQuery } from '@tanstack/react-query'
import type { ViewAnswer } from '#contract/http/views.ts'
import { call, newKey } from './api.ts'
import { queries } from './queries.ts'

export type SavedView = ViewAnswer
type Wish = { title: string; address: string; shared: boolean }

const keyOf = (list: string) => ['views', list]

/** One's own views of a list and the team's; `path`: the list's, for example `/users`. */
export function useSavedViews(path: string): readonly SavedView[] {
  const list = path.slice(1)
  const { data } = useQuery({
    queryKey: keyOf(list),
    staleTime: 30_000,
    queryFn: async ({ signal }) => (await call<SavedView[]>('GET', `/views?list=${list}`, { signal })).body,
  })
  return data ?? []
}

export async function saveView(path: string, wish: Wish): Promise<SavedView> {
  const list = path.slice(1)
  const { body } = await call<SavedView>('POST', '/views', {
    body: { list, ...wish },
    headers: { 'idempotency-key': newKey() },
  })
  return shown(body)
}

export async function changeView(view: SavedView, change: Partial<Wish>): Promise<SavedView> {
  const { body } = await call<SavedView>('PATCH', `/views/${view.id}`, { body: change, ifVersion: view.version })
  return shown(body)
}

export async function removeView(view: SavedView): Promise<void> {
  await call('DELETE', `/views/${view.id}`, { ifVersion: view.version })
  queries.setQueryData<SavedView[]>(keyOf(view.list), (views) => views?.filter(({ id }) => id !== view.id))
}

function shown(view: SavedView): SavedView {
  queries.setQueryData<SavedView[]>(keyOf(view.list), (views = []) =>
    views.some(({ id }) => id === view.id) ? views.map((one) => (one.id === view.id ? view : one)) : [...views, view],
  )
  void queries.invalidateQueries({ queryKey: keyOf(view.list) })
  return view
}
