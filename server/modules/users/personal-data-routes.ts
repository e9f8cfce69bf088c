import { PersonalData } from '#contract/http/personal-data.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { takeAttempt } from '#platform/throttle.ts'
import { type ExportPart, exportPerson } from './export-person.ts'
import { requireOn } from './user-rights.ts'
import { findUser } from './users-store.ts'

const hourMs = 3_600_000

export function personalDataRoutes(root: App, { db, clock }: House, parts: Readonly<Record<string, ExportPart>>): void {
  typed(root).get(
    '/users/:id/personal-data',
    {
      schema: {
        tags: ['users'],
        summary: 'Everything that is kept about a person, as a file',
        params: IdParams,
        response: { 200: PersonalData },
      },
      config: { right: 'users.export', refuses: ['user_not_found', 'forbidden', 'too_many_requests'] },
    },
    async ({ actor, params: { id } }, reply) => {
      const user = await findUser(db.reader, id)
      if (!user) throw new Failure('user_not_found')
      requireOn(actor, 'users.export', user)
      // It reads whole histories.
      const rule = { key: `personal data for ${actor.userId}`, free: 30, windowMs: hourMs }
      await db.inTransaction((tx) => takeAttempt(tx, rule, clock.now()))
      reply.header('content-disposition', `attachment; filename="user-${id}.json"`)
      return exportPerson(db.reader, user, parts) as never
    },
  )
}
