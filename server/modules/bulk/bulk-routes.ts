import type { FastifyReply, FastifyRequest } from 'fastify'
import { BulkAnswer, ChangeCourses, ChangeUsers, UndoBulk } from '#contract/http/bulk.ts'
import { IdParams } from '#contract/http/shapes.ts'
import type { Role } from '#contract/rights.ts'
import { invalidField } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { once } from '#platform/http/once.ts'
import { allow } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { kindOf } from './bulk-kinds.ts'
import { type Entity, findBulk, type Item, insertBulk } from './bulk-store.ts'
import { presentBulk } from './present-bulk.ts'
import { RunningBulks } from './running-bulks.ts'
import { getOwnBulk, planUndo } from './undo-bulk.ts'
import { whichRows } from './which-rows.ts'

const tags = ['bulk']
const created = { 201: BulkAnswer }

export function bulkRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house
  const running = new RunningBulks(house)
  app.addHook('onReady', () => running.resume())
  app.addHook('onClose', () => running.stop())

  app.post(
    '/users/changes',
    {
      schema: {
        tags,
        summary: 'Change many users: disable, enable, give a role',
        body: ChangeUsers,
        response: created,
      },
      config: { right: 'users.disable', refuses: ['count_changed'], idempotent: true },
    },
    async (request, reply) => {
      const { change, role } = request.body
      allow(request.actor, kindOf('user', change).right)
      if (change === 'change_role' && role === undefined) throw invalidField('role', 'missing')
      return begin(request, reply, async () => {
        const ids = await whichRows(db.reader, request.actor, 'user', request.body, clock.now())
        return { entity: 'user', change, role: role ?? null, items: ids.map((id) => [id]) }
      })
    },
  )

  app.post(
    '/courses/changes',
    {
      schema: {
        tags,
        summary: 'Change many courses: publish, archive, restore',
        body: ChangeCourses,
        response: created,
      },
      config: { right: 'courses.publish', refuses: ['count_changed'], idempotent: true },
    },
    (request, reply) =>
      begin(request, reply, async () => {
        const ids = await whichRows(db.reader, request.actor, 'course', request.body, clock.now())
        return { entity: 'course', change: request.body.change, role: null, items: ids.map((id) => [id]) }
      }),
  )

  app.get(
    '/bulk-changes/:id',
    {
      schema: { tags, summary: 'How far a change of many has come', params: IdParams, response: { 200: BulkAnswer } },
      config: { right: 'bulk.own', refuses: ['bulk_not_found'] },
    },
    async (request) =>
      presentBulk(db.reader, await getOwnBulk(db.reader, request.actor, request.params.id), localeOf(request)),
  )

  app.post(
    '/bulk-changes/:id/undo',
    {
      schema: {
        tags,
        summary: 'Take a change of many back, within 10 minutes',
        params: IdParams,
        body: UndoBulk,
        response: created,
      },
      config: { right: 'bulk.own', refuses: ['bulk_not_found', 'undo_refused', 'undo_conflict'], idempotent: true },
    },
    (request, reply) =>
      begin(request, reply, async () => {
        const bulk = await getOwnBulk(db.reader, request.actor, request.params.id)
        // a token that may take back what it made may not take back what its holder made by hand
        allow(request.actor, kindOf(bulk.entity, bulk.change).right)
        const undo = await planUndo(db.reader, bulk, request.body.leave_newer, clock.now())
        return { entity: bulk.entity, role: null, ...undo }
      }),
  )

  type Plan = { entity: Entity; change: string; role: Role | null; items: readonly Item[] }

  /** Stores the wish, works on it, and answers with its end, or with how far it has come when it takes long. */
  async function begin(request: FastifyRequest, reply: FastifyReply, plan: () => Promise<Plan>): Promise<BulkAnswer> {
    const { userId, requestId, address, sessionId } = request.actor
    const { id } = await once(house, request, reply, async () => {
      const { items, ...wish } = await plan()
      const by = { actorId: userId ?? 0, requestId, address, sessionId: sessionId ?? null }
      return async (tx) => {
        const made = await insertBulk(tx, { ...wish, ...by, createdAt: clock.now().getTime() }, items)
        return { status: 201, body: { id: made }, headers: { location: `/bulk-changes/${made}` } }
      }
    })
    await running.start(id)
    const bulk = await findBulk(db.reader, id)
    return presentBulk(db.reader, bulk ?? (await getOwnBulk(db.reader, request.actor, id)), localeOf(request))
  }
}

function localeOf({ headers }: FastifyRequest) {
  return languageOf(headers['accept-language'])
}
