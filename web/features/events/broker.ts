import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { BrokerAnswer } from '#contract/http/broker.ts'
import { call } from '../../lib/api.ts'

export type Broker = Static<typeof BrokerAnswer>

export function useBroker() {
  return useQuery({
    queryKey: ['broker'],
    queryFn: async ({ signal }) => (await call<Broker>('GET', '/events/broker', { signal })).body,
    refetchInterval: 3000,
  })
}
