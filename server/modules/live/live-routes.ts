import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { FollowLive, LiveAnswer, LiveHeaders } from '#contract/http/live.ts'
import type { House } from '#platform/http/house.ts'
import type { App } from '#platform/http/typed-app.ts'
import { typed } from '#platform/http/typed-app.ts'
import { heardBy } from './heard-by.ts'
import { type Begin, LiveFeed, pageSize } from './live-feed.ts'
import { LiveStream, type Times, usualTimes } from './live-stream.ts'
import { Places } from './places.ts'

const description = `With \`Accept: text/event-stream\` the answer goes on: first \`event: start\` with \`{position, reset}\`, then one
message for each change, its number as \`id:\`; \`event: reset\` when changes cannot be told any more; a sign of life every
15 s. It ends with the session. Any other \`Accept\` is answered at once with what has happened up to now.`

const answers = {
  200: {
    description: 'what the viewer may hear of',
    content: {
      'application/json': { schema: LiveAnswer },
      'text/event-stream': {
        schema: Type.String({ examples: ['id: 42\ndata: {"seq":42,"entity":"user","id":7,…}\n\n'] }),
      },
    },
  },
}

const slow = 'поток изменений закрыт: его не успевали читать; читатель продолжит с того же места'

export function liveRoutes(root: App, house: House, times: Times = usualTimes): void {
  const app = typed(root)
  const feed = new LiveFeed(house.db)
  const places = new Places()

  app.get(
    '/live',
    {
      schema: {
        tags: ['live'],
        summary: 'What has changed, as it changes',
        description,
        querystring: FollowLive,
        headers: LiveHeaders,
        response: answers as unknown as { 200: typeof LiveAnswer },
      },
      config: { right: 'live.follow', refuses: ['too_many_requests', 'overloaded'], unattended: true },
    },
    async (request, reply) => {
      const after = request.headers['last-event-id'] ?? request.query.after
      const begin = await feed.begin(after)
      if (wantsStream(request)) return stream(request, reply, begin)
      const { position, reset } = begin
      const page = reset ? [] : await feed.after(position)
      const changes = await heardBy(house.db.reader, request.actor, page)
      return { position: page.at(-1)?.seq ?? position, reset, more: page.length === pageSize, changes }
    },
  )

  function stream(request: FastifyRequest, reply: FastifyReply, begin: Begin): never {
    const leave = places.take(request.actor)
    const { raw: answer } = reply
    reply.hijack()
    answer.setHeader('content-type', 'text/event-stream; charset=utf-8')
    answer.setHeader('cache-control', 'no-store')
    // a proxy that collects answers before it passes them on would never pass this one on
    answer.setHeader('x-accel-buffering', 'no')
    const listener = { feed, reader: house.db.reader, answer, actorNow: () => request.actorNow(), times }
    void new LiveStream(listener, request.actor)
      .run(begin)
      .then((how) => how === 'late' && house.log.info({ request_id: request.id }, slow))
      // the database is away: the reader comes again and resumes
      .catch((err: unknown) => house.log.warn({ err, request_id: request.id }, 'поток изменений прервался'))
      .finally(leave)
    return reply as never
  }
}

function wantsStream({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && /\btext\/event-stream\b/.test(headers.accept ?? '')
}
