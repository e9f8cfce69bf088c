import { useQuery } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

/** One answer of the API that a card shows whole; `everyMs`: asked again and again while it is on the screen. */
export function useAnswer<Body>(path: string, everyMs?: number) {
  return useQuery({
    queryKey: ['settings', path],
    queryFn: async ({ signal }) => (await call<Body>('GET', path, { signal })).body,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  })
}

export const settingsKey = (path: string) => ['settings', path]

/** Asked again with every list of users, after Undo too. */
export const teamKey = ['count', '/users', 'team']
