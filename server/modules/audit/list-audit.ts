import { auditFields } from '#contract/filters.ts'
import type { CountAudit, ListAudit } from '#contract/http/audit.ts'
import { facetsOf } from '#platform/db/count-facets.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf, type Question, type Sorts } from '#platform/db/read-page.ts'
import type { WhereColumns } from '#platform/db/where.ts'
import type { Page } from '#platform/http/paging.ts'
import { readWhere } from '#platform/http/read-where.ts'
import './audit-store.ts'

const sorts = {
  ...byId,
  action: { column: 'action', keeps: 'text' },
  object: { column: 'object', keeps: 'text' },
  actor_id: { column: 'actor_id', keeps: 'integer', nullable: true },
} as const satisfies Sorts

const columns = {
  action: { column: 'action' },
  actor_id: { column: 'actor_id' },
  object: { column: 'object' },
  topic: { column: 'topic' },
  at: { column: 'at' },
  request_id: { column: 'request_id' },
  seq: { column: 'seq' },
  id: { column: 'id' },
} as const satisfies Record<keyof typeof auditFields, WhereColumns[string]>

type Filter = { action: string | undefined; actor_id: number | undefined; object: string | undefined }
type Asked = Omit<CountAudit, 'fields'>

function narrow(db: Reader, { action, actor_id, object }: Filter) {
  let rows = db.selectFrom('audit_entries')
  if (action) rows = rows.where('action', '=', action)
  if (actor_id) rows = rows.where('actor_id', '=', actor_id)
  if (object) rows = rows.where('object', '=', object)
  return rows
}

const pages = pagesOf(sorts, narrow, columns)
const facets = facetsOf(narrow, columns)

export function listAudit(reader: Reader, query: ListAudit, page: Page, now: Date) {
  return pages(reader, { ...questionOf(query, now), sort: query.sort ?? '-id', page })
}

/** How many entries each value of these fields would leave. */
export function countAudit(reader: Reader, fields: readonly string[], asked: Asked, now: Date) {
  return facets(reader, fields, questionOf(asked, now))
}

function questionOf({ action, actor_id, object, where }: Asked, now: Date): Question<Filter> {
  return { filter: { action, actor_id, object }, where: readWhere(where, auditFields, now) }
}
