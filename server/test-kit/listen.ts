import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { LiveChange } from '#contract/http/live.ts'
import type { Caller } from './caller.ts'
import type { Crm } from './start-crm.ts'
import { until } from './until.ts'

export type Heard = {
  readonly status: number
  /** Every message that is a change. */
  readonly changes: LiveChange[]
  /** `start` and `reset`, as they came. */
  readonly signs: { event: string; position: number; reset?: boolean }[]
  /** The last `id:`; a new stream goes on from there. */
  readonly lastId: number
  /** Whether the server has ended it. */
  readonly over: boolean
  readonly answer: IncomingMessage
  leave(): void
  /** The same as browsers do it: the socket is closed on this side, and the other hears of its end. */
  hangUp(): void
}

type Hearing = { -readonly [Name in keyof Heard]: Heard[Name] }
type Wishes = { after?: number; lastEventId?: number }

/** Follows GET /live over a real connection; resolves when the stream has begun, or was refused. */
export async function listen(crm: Crm, caller: Caller, { after, lastEventId }: Wishes = {}): Promise<Heard> {
  const headers = {
    ...caller.headers,
    accept: 'text/event-stream',
    ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
  }
  const asked = request(`${crm.url}/live${after === undefined ? '' : `?after=${after}`}`, { headers, agent: false })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const heard = read(asked, answer)
  if (answer.statusCode === 200) await until(async () => heard.signs.length > 0, 'the start of the stream')
  return heard
}

function read(asked: ClientRequest, answer: IncomingMessage): Heard {
  const leave = () => void asked.destroy()
  const heard: Hearing = {
    status: answer.statusCode ?? 0,
    changes: [],
    signs: [],
    lastId: 0,
    over: false,
    answer,
    leave,
    hangUp: () => void asked.socket?.end(),
  }
  let rest = ''
  answer.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) take(heard, block)
  })
  const end = () => {
    heard.over = true
  }
  answer.on('end', end).on('error', end).on('close', end)
  asked.on('error', end)
  return heard
}

function take(heard: Hearing, block: string): void {
  const fields = new Map(
    block.split('\n').map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  )
  const id = fields.get('id')
  if (id !== undefined) heard.lastId = Number(id)
  const data = fields.get('data')
  if (data === undefined) return
  const event = fields.get('event')
  if (event) heard.signs.push({ event, ...JSON.parse(data) })
  else heard.changes.push(JSON.parse(data))
}
