import type { ListEvents } from '#contract/http/events.ts'
import type { Reader } from '#platform/db/database.ts'
import { Invalid } from '#platform/failure.ts'
import { firstNumberAt } from './find-event.ts'

/** Times become numbers; throws 422 for a day that no calendar has. */
export async function filterOf(reader: Reader, { since, until, from, to, ...rest }: ListEvents) {
  const first = since === undefined ? 0 : await firstNumberAt(reader, timeOf(since, 'since'))
  const beyond = until === undefined ? undefined : await firstNumberAt(reader, timeOf(until, 'until'))
  const last = beyond === undefined ? to : Math.min(to ?? beyond, beyond - 1)
  return { ...rest, from: Math.max(from ?? 0, first), ...(last !== undefined && { to: last }) }
}

function timeOf(text: string, field: 'since' | 'until'): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new Invalid([{ loc: ['query', field], problem: 'date' }])
  return time
}
