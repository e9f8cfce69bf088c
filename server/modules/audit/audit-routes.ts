import { Type } from 'typebox'
import { AuditEntryAnswer, CountAudit, ListAudit } from '#contract/http/audit.ts'
import { Facet } from '#contract/http/where.ts'
import { isoTime } from '#platform/clock.ts'
import type { House } from '#platform/http/house.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { AuditRow } from './audit-store.ts'
import { countAudit, listAudit } from './list-audit.ts'

const tags = ['audit']

export function auditRoutes(root: App, { db, clock }: House): void {
  const app = typed(root)

  app.get(
    '/audit',
    {
      schema: {
        tags,
        summary: 'The audit trail, newest first',
        querystring: ListAudit,
        response: { 200: Type.Array(AuditEntryAnswer) },
      },
      config: { right: 'audit.read' },
    },
    async (request, reply) => {
      const page = pageOf(request.query)
      const found = await listAudit(db.reader, request.query, page, clock.now())
      describePage(request, reply, page, { count: found.rows.length, total: found.total, last: found.last })
      return found.rows.map(presentEntry)
    },
  )

  app.get(
    '/audit/facets',
    {
      schema: {
        tags,
        summary: 'Count the entries by the values of fields',
        querystring: CountAudit,
        response: { 200: Type.Array(Facet) },
      },
      config: { right: 'audit.read' },
    },
    ({ query }) => countAudit(db.reader, query.fields.split(','), query, clock.now()),
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
