import { Type } from 'typebox'
import { ChangeSchoolSettings, SchoolSettings } from '#contract/http/school.ts'
import type { Actor } from '#platform/actor.ts'
import { expectedVersions, sendObject } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { reach } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { School } from './school-rules.ts'
import { getSchool } from './school-store.ts'
import { updateSchool } from './update-school.ts'

const tags = ['settings']
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag this change is based on' })),
})

export function schoolRoutes(root: App, { db, clock }: House): void {
  const app = typed(root)

  app.get(
    '/settings',
    {
      schema: { tags, summary: 'Settings of the school', response: { 200: SchoolSettings } },
      config: { right: 'settings.read' },
    },
    async ({ actor }, reply) => sendObject(reply, presentSchool(actor, await getSchool(db.reader))),
  )

  app.patch(
    '/settings',
    {
      schema: {
        tags,
        summary: 'Change the name or the language of the school',
        body: ChangeSchoolSettings,
        headers: ifMatch,
        response: { 200: SchoolSettings },
      },
      config: { right: 'settings.change', refuses: ['version_conflict'] },
    },
    async (request, reply) => {
      const { actor, body } = request
      const school = await db.inTransaction((tx) =>
        updateSchool(tx, actor, body, expectedVersions(request), clock.now()),
      )
      return sendObject(reply, presentSchool(actor, school))
    },
  )
}

function presentSchool(actor: Actor, { name, locale, version }: School): SchoolSettings {
  const can = { update: reach(actor, 'settings.change') === 'all' }
  return { school_name: name, default_locale: locale, version, can }
}
