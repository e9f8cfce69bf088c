import { Type } from 'typebox'
import { happened } from '#contract/events/event-type.ts'
import { UserTestMailRequested } from '#contract/events/users.ts'
import { MailState } from '#contract/http/mail.ts'
import { Message, Nullable } from '#contract/http/shapes.ts'
import { messageTexts } from '#contract/message-texts.ts'
import { appendEvents } from '#events/index.ts'
import { lockUser } from '#modules/users/index.ts'
import { isoTime } from '#platform/clock.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { once } from '#platform/http/once.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { takeAttempt } from '#platform/throttle.ts'
import { listMailProblems } from './messages-store.ts'

const tags = ['messages']

export function mailRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house

  app.get(
    '/mail',
    {
      schema: { tags, summary: 'Whether letters leave, and which did not', response: { 200: MailState } },
      config: { right: 'settings.read' },
    },
    () => mailState(house),
  )

  app.post(
    '/mail/tests',
    {
      schema: {
        tags,
        summary: 'Write a test letter to oneself; GET /messages tells what became of it',
        body: Nullable(Type.Object({})),
        response: { 202: Message },
      },
      config: { right: 'mail.test', refuses: ['too_many_requests'], idempotent: true },
    },
    (request, reply) =>
      once(house, request, reply, async () => async (tx) => {
        const { actor, headers } = request
        const { id } = await lockUser(tx, actor.userId ?? 0)
        await takeAttempt(tx, { key: `test mail of ${id}`, free: 10, windowMs: 3_600_000 }, clock.now())
        await appendEvents(tx, actor, [happened(UserTestMailRequested, { user_id: id }, clock.now())])
        return { status: 202, body: { message: messageTexts.test_mail[languageOf(headers['accept-language'])] } }
      }),
  )

  async function mailState({ config: { mail } }: House): Promise<MailState> {
    const problems = await listMailProblems(db.reader)
    return {
      sends: mail !== null,
      server: mail && new URL(mail.smtpUrl).host,
      from: mail?.from ?? null,
      problems: problems.map(({ id, template, status, error, created_at }) => ({
        id,
        template,
        status: status === 'failed' ? 'failed' : 'queued',
        error: error ?? '',
        created_at: isoTime(created_at),
      })),
    }
  }
}
