import { Type } from 'typebox'
import { AuditEntryAnswer, ListAudit } from '#contract/http/audit.ts'
import { isoTime } from '#platform/clock.ts'
import { byId, pagesOf } from '#platform/db/read-page.ts'
import type { House } from '#platform/http/house.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { AuditRow } from './audit-store.ts'

type Filter = { action: string | undefined; actor_id: number | undefined; object: string | undefined }

const pages = pagesOf(byId, (db, { action, actor_id, object }: Filter) => {
  let rows = db.selectFrom('audit_entries')
  if (action) rows = rows.where('action', '=', action)
  if (actor_id) rows = rows.where('actor_id', '=', actor_id)
  if (object) rows = rows.where('object', '=', object)
  return rows
})

export function auditRoutes(root: App, { db }: House): void {
  typed(root).get(
    '/audit',
    {
      schema: {
        tags: ['audit'],
        summary: 'The audit trail, newest first',
        querystring: ListAudit,
        response: { 200: Type.Array(AuditEntryAnswer) },
      },
      config: { right: 'audit.read' },
    },
    async (request, reply) => {
      const page = pageOf(request.query)
      const { action, actor_id, object, sort } = request.query
      const found = await pages(db.reader, { filter: { action, actor_id, object }, sort: sort ?? '-id', page })
      describePage(request, reply, page, { count: found.rows.length, total: found.total, last: found.last })
      return found.rows.map(presentEntry)
    },
  )
}

function presentEntry({ personal, salt: _, details, personal_digest: __, at, ...row }: AuditRow): AuditEntryAnswer {
  return {
    ...row,
    at: isoTime(at),
    details: JSON.parse(details),
    personal: personal === null ? null : JSON.parse(personal),
  }
}
