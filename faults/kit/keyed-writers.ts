import { setTimeout as pause } from 'node:timers/promises'
import { Client, type Fate } from './http-calls.ts'
import type { Journal, Write } from './journal.ts'
import type { Chance } from './lane.ts'
import { ownerPassword } from './owner.ts'

export type Load = {
  url: string
  cookie: string
  journal: Journal
  chance: Chance
  writers: number
  /** Part of the writes that create users, each with a password hash; 0.03 unless said otherwise. */
  users?: number
  /** Characters of a course's description. */
  weight?: number
  /** Milliseconds that a writer rests between two writes; 0 unless said otherwise. */
  breathMs?: number
}

export type RunningLoad = {
  /** Fates of everything that was sent, by kind. */
  readonly fates: Record<Fate['kind'], number>
  /** Nothing new is sent; resolves when everything sent has its fate. */
  stop(): Promise<void>
}

let marks = 0

/** Writers that send one keyed write after another, each on a connection of its own, until they are stopped or refused. */
export function startLoad(load: Load): RunningLoad {
  const client = new Client(load.url, { connections: load.writers, cookie: load.cookie })
  const fates = { answered: 0, refused: 0, unanswered: 0, broken: 0 }
  let stopped = false
  const write = async () => {
    while (!stopped) {
      const next = nextWrite(load)
      const fate = await sendWrite(client, load.journal, next)
      fates[fate.kind]++
      // nobody listens any more: a real client would wait, this one ends
      if (fate.kind === 'refused') return
      if (load.breathMs) await pause(load.breathMs)
    }
  }
  const all = Promise.all(Array.from({ length: load.writers }, write))
  return {
    fates,
    stop: async () => {
      stopped = true
      await all
      client.close()
    },
  }
}

function nextWrite({ chance, users = 0.03, weight = 40 }: Load): Write {
  const mark = `${process.pid}-${++marks}-${Math.floor(chance.next() * 1e9)}`
  const key = `key-${mark}`
  if (chance.next() < users) {
    const body = { email: `${mark}@example.com`, name: 'Ученица', password: ownerPassword }
    return { kind: 'user', key, mark: body.email, path: '/users', body }
  }
  const body = { title: `Курс ${mark}`, price: 5000, description: 'д'.repeat(weight) }
  return { kind: 'course', key, mark: body.title, path: '/courses', body }
}

/** Sends it and notes in the journal what the client knows now. */
export async function sendWrite(client: Client, journal: Journal, write: Write): Promise<Fate> {
  const call = { method: 'POST', path: write.path, body: write.body, headers: { 'idempotency-key': write.key } }
  const fate = await client.send(call)
  if (fate.kind !== 'answered') {
    if (fate.kind !== 'refused') journal.doubt(write, `${fate.kind} ${fate.error.code}`)
    return fate
  }
  const { status, body } = fate.reply
  if (status < 300) journal.acknowledge(write, status, body.id)
  else journal.refuse(write, status)
  return fate
}

/** A client that knows its trade tries again with the same key until it knows; throws when it is refused. */
export async function settleUnknown(url: string, cookie: string, journal: Journal): Promise<number> {
  const client = new Client(url, { connections: 16, cookie })
  const unknown = [...journal.unknown.values()]
  for (const write of unknown) {
    const fate = await sendWrite(client, journal, write)
    if (fate.kind !== 'answered' || fate.reply.status !== 201)
      throw new Error(`A retry was refused: ${write.key} ${JSON.stringify(fate)}`)
  }
  client.close()
  return unknown.length
}
