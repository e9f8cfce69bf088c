import type { FastifyRequest } from 'fastify'
import { AskForPasswordReset, RedeemPasswordReset } from '#contract/http/password-resets.ts'
import { Message } from '#contract/http/shapes.ts'
import { messageTexts } from '#contract/message-texts.ts'
import type { EndSessions } from '#modules/users/index.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { askForPasswordReset } from './ask-for-password-reset.ts'
import { redeemPasswordReset } from './redeem-password-reset.ts'

const tags = ['sessions']

export function passwordResetsRoutes(root: App, house: House, endSessions: EndSessions): void {
  const app = typed(root)

  app.post(
    '/password-resets',
    {
      schema: {
        tags,
        summary: 'Ask for a link to set a new password',
        description:
          'The answer is the same for every address. The link goes to the mailbox; without SMTP the owner finds it at GET /messages.',
        body: AskForPasswordReset,
        response: { 202: Message },
      },
      config: { right: 'password.reset', refuses: ['too_many_requests'] },
    },
    async (request, reply) => {
      await askForPasswordReset(house, request.actor, request.body.email)
      reply.code(202)
      return { message: say('reset_requested', request) }
    },
  )

  app.post(
    '/password-resets/redemptions',
    {
      schema: {
        tags,
        summary: 'Set a new password with the token of the link; every session ends',
        body: RedeemPasswordReset,
        response: { 200: Message },
      },
      config: { right: 'password.reset', refuses: ['reset_link_invalid', 'too_many_requests', 'overloaded'] },
    },
    async (request) => {
      await redeemPasswordReset(house, request.actor, request.body, endSessions)
      return { message: say('password_set', request) }
    },
  )
}

function say(text: 'reset_requested' | 'password_set', request: FastifyRequest): string {
  return messageTexts[text][languageOf(request.headers['accept-language'])]
}
