import { GroupParams, ReplayAnswer, ReplayFrom } from '#contract/http/events.ts'
import { Failure, invalidField } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { once } from '#platform/http/once.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import type { Consumer } from '../consumer.ts'
import { replayGroup } from './replay.ts'
import { previewReplay, type ReplayPlan, type ReplayStart } from './replay-plan.ts'

const tags = ['events']

export function replayRoutes(root: App, house: House, consumers: readonly Consumer[]): void {
  const app = typed(root)
  const { db, clock } = house
  const consumerOf = (group: string) => {
    const found = consumers.find((consumer) => consumer.group === group)
    if (!found) throw new Failure('group_not_found')
    return found
  }

  app.post(
    '/events/groups/:group/replay-preview',
    {
      schema: {
        tags,
        summary: 'What a replay would do; changes nothing',
        params: GroupParams,
        body: ReplayFrom,
        response: { 200: ReplayAnswer },
      },
      config: { right: 'events.repair', refuses: ['group_not_found', 'replay_refused', 'replay_from_earliest_only'] },
    },
    async ({ params, body }) => present(await previewReplay(db.reader, consumerOf(params.group), startOf(body))),
  )

  app.post(
    '/events/groups/:group/replays',
    {
      schema: {
        tags,
        summary: 'Set a group back; a projection is rebuilt',
        params: GroupParams,
        body: ReplayFrom,
        response: { 201: ReplayAnswer },
      },
      config: {
        right: 'events.repair',
        refuses: ['group_not_found', 'replay_refused', 'replay_from_earliest_only'],
        idempotent: true,
      },
    },
    (request, reply) =>
      once(house, request, reply, async () => async (tx) => {
        const plan = await replayGroup(
          tx,
          request.actor,
          consumerOf(request.params.group),
          startOf(request.body),
          clock.now(),
        )
        return { status: 201, body: present(plan) }
      }),
  )
}

/** Throws 422 when the field that `from` asks for is missing or no point in time. */
export function startOf({ from, time, seq }: ReplayFrom): ReplayStart {
  if (from === 'earliest') return { from }
  if (from === 'seq') {
    if (seq === undefined) throw invalidField('seq', 'missing')
    return { from, seq }
  }
  const at = new Date(time ?? Number.NaN)
  if (Number.isNaN(at.getTime())) throw invalidField('time', 'date')
  return { from, time: at }
}

function present({ group, events, rebuild, checkpoint, partitions }: ReplayPlan) {
  return { group, events, rebuilds: rebuild, checkpoint, partitions }
}
