import { Type } from 'typebox'
import {
  DeadLetterAnswer,
  DeadLetterWithValue,
  DecideDeadLetters,
  DecidedDeadLetters,
  ListDeadLetters,
} from '#contract/http/dead-letters.ts'
import { IdParams, Nullable } from '#contract/http/shapes.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { invalidField } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { nextLink } from '#platform/http/paging.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import {
  countDeadLetters,
  type DeadLetter,
  type DeadLetterChoice,
  decideDeadLetters,
  discardDeadLetter,
  getDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from './dead-letters.ts'

const tags = ['events']

export function deadLettersRoutes(root: App, { db, clock }: House): void {
  const app = typed(root)

  app.get(
    '/events/dead-letters',
    {
      schema: {
        tags,
        summary: 'Events that failed, newest first',
        querystring: ListDeadLetters,
        response: { 200: Type.Array(DeadLetterAnswer) },
      },
      config: { right: 'events.read' },
    },
    async (request, reply) => {
      const { limit = 100, group, state, before } = request.query
      const rows = await listDeadLetters(db.reader, { limit, group, before, ...(state && { states: [state] }) })
      const total = await countDeadLetters(db.reader, { group, ...(state && { states: [state] }) })
      reply.header('x-total-count', String(total))
      const last = rows.at(-1)
      if (last && rows.length === limit)
        reply.header('link', nextLink(request, { before: String(last.id), limit: String(limit) }))
      return rows.map(present)
    },
  )

  app.get(
    '/events/dead-letters/:id',
    {
      schema: {
        tags,
        summary: 'A failed event with its record',
        params: IdParams,
        response: { 200: DeadLetterWithValue },
      },
      config: { right: 'events.read', refuses: ['dead_letter_not_found'] },
    },
    async ({ params }) => withValue(await getDeadLetter(db.reader, params.id)),
  )

  app.post(
    '/events/dead-letters/decisions',
    {
      schema: {
        tags,
        summary: 'Send many failed events round once more, or give them up',
        body: DecideDeadLetters,
        response: { 200: DecidedDeadLetters },
      },
      config: { right: 'events.repair', refuses: ['count_changed'] },
    },
    async ({ actor, body }) =>
      db.inTransaction(async (tx) => ({
        decided: await decideDeadLetters(tx, actor, body.decision, choiceOf(body), clock.now()),
      })),
  )

  const decisions = [
    { url: '/events/dead-letters/:id/retry', summary: 'Send it round once more', decide: retryDeadLetter },
    {
      url: '/events/dead-letters/:id/discard',
      summary: 'Give it up for this group, for good',
      decide: discardDeadLetter,
    },
  ] as const
  for (const { url, summary, decide } of decisions) {
    app.put(
      url,
      {
        schema: {
          tags,
          summary,
          params: IdParams,
          body: Nullable(Type.Object({})),
          response: { 200: DeadLetterWithValue },
        },
        config: { right: 'events.repair', refuses: ['dead_letter_not_found'] },
      },
      async ({ actor, params }) => db.inTransaction((tx) => decideAndShow(tx, actor, params.id, clock.now(), decide)),
    )
  }
}

/** Throws 422 unless it says which letters are meant, in one way. */
function choiceOf({ ids, group, expected_count }: DecideDeadLetters): DeadLetterChoice {
  if (ids !== undefined && (group !== undefined || expected_count !== undefined))
    throw invalidField('ids', 'extra_forbidden')
  if (ids !== undefined) return { ids }
  if (expected_count === undefined) throw invalidField('expected_count', 'missing')
  return { group, expected: expected_count }
}

type Decide = (tx: Tx, actor: Actor, id: number, now: Date) => Promise<void>

async function decideAndShow(tx: Tx, actor: Actor, id: number, now: Date, decide: Decide) {
  await decide(tx, actor, id, now)
  return withValue(await getDeadLetter(tx, id))
}

function present({ failedAt, nextAt, actedBy, actedAt, ...letter }: DeadLetter) {
  return { ...letter, failed_at: failedAt, next_at: nextAt, acted_by: actedBy, acted_at: actedAt }
}

function withValue({ value, headers, ...letter }: Awaited<ReturnType<typeof getDeadLetter>>) {
  return { ...present(letter), value, headers: { ...headers } as Record<string, string> }
}
