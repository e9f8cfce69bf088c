import { messageFields } from '#contract/filters.ts'
import type { CountMessages, ListMessages } from '#contract/http/messages.ts'
import { facetsOf } from '#platform/db/count-facets.ts'
import type { Reader } from '#platform/db/database.ts'
import { byId, pagesOf, type Question, type Sorts } from '#platform/db/read-page.ts'
import type { WhereColumns } from '#platform/db/where.ts'
import type { Page } from '#platform/http/paging.ts'
import { readWhere } from '#platform/http/read-where.ts'
import type { MessageRow } from './messages-store.ts'

const sorts = {
  ...byId,
  subject: { column: 'subject', keeps: 'text' },
  to: { column: 'to_address', keeps: 'text' },
  status: { column: 'status', keeps: 'text' },
} as const satisfies Sorts

const columns = {
  status: { column: 'status', few: true },
  to: { column: 'to_address' },
  subject: { column: 'subject' },
  template: { column: 'template', few: true },
  user_id: { column: 'user_id' },
  created_at: { column: 'created_at' },
  sent_at: { column: 'sent_at' },
  id: { column: 'id' },
} as const satisfies Record<keyof typeof messageFields, WhereColumns[string]>

type Filter = { status: MessageRow['status'] | undefined }
type Asked = Omit<CountMessages, 'fields'>

function narrow(db: Reader, { status }: Filter) {
  const rows = db.selectFrom('messages')
  return status ? rows.where('status', '=', status) : rows
}

const pages = pagesOf(sorts, narrow, columns)
const facets = facetsOf(narrow, columns)

export function listMessages(reader: Reader, query: ListMessages, page: Page, now: Date) {
  return pages(reader, { ...questionOf(query, now), sort: query.sort ?? '-id', page })
}

/** How many messages each value of these fields would leave. */
export function countMessages(reader: Reader, fields: readonly string[], asked: Asked, now: Date) {
  return facets(reader, fields, questionOf(asked, now))
}

function questionOf({ status, where }: Asked, now: Date): Question<Filter> {
  return { filter: { status }, where: readWhere(where, messageFields, now) }
}
