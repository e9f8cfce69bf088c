import { useQuery } from '@tanstack/react-query'
import type { GroupAnswer } from '#contract/http/events.ts'
import { call } from '../../lib/api.ts'

export function useGroups() {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async ({ signal }) => (await call<GroupAnswer[]>('GET', '/events/groups', { signal })).body,
    refetchInterval: 3000,
  })
}
