import type { GroupAnswer } from '#contract/http/events.ts'
import type { ListedGroup } from './list-groups.ts'

export function presentGroup({ lastError, lastErrorAt, ...group }: ListedGroup): GroupAnswer {
  return { ...group, last_error: lastError, last_error_at: lastErrorAt }
}
