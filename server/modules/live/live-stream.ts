import type { ServerResponse } from 'node:http'
import type { LiveChange } from '#contract/http/live.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { onGoodbye } from '#platform/http/door.ts'
import { heardBy } from './heard-by.ts'
import { type Begin, type LiveFeed, pageSize } from './live-feed.ts'

/** Milliseconds. */
export type Times = {
  /** A sign of life for proxies, and a look whether the session still lives. */
  readonly beat: number
  /** Who takes nothing for so long is dropped; it resumes by number. */
  readonly patience: number
}
export const usualTimes: Times = { beat: 15_000, patience: 20_000 }
/** While changes flow the session is looked at this often, and with every change of the viewer's own account. */
const sureForMs = 1000
/** After this time a browser's EventSource connects again. */
const retryMs = 2000

type Listener = {
  readonly feed: LiveFeed
  readonly reader: Reader
  readonly answer: ServerResponse
  actorNow(): Promise<Actor>
  readonly times: Times
}

/**
 * Writes what the viewer may hear until the session ends, the reader is gone or too slow, or the server stops. At most
 * one page is held for it: the next is read when this one is on its way.
 */
export class LiveStream {
  readonly #listener: Listener
  readonly #ended = Promise.withResolvers<'ended'>()
  #over = false
  #outcome: 'ended' | 'late' = 'ended'
  #actor: Actor
  #sureUntil = 0
  #rung = Promise.withResolvers<'rung'>()

  constructor(listener: Listener, actor: Actor) {
    this.#listener = listener
    this.#actor = actor
    listener.answer.once('close', () => this.#end())
    // gone while the beginning was looked up: nobody will say so again
    const { socket } = listener.answer
    if (!socket || socket.readableEnded) this.#end()
    // the server answers those who only stopped sending; of a stream's reader it means that the page was left
    const end = () => this.#end()
    socket?.once('end', end)
    listener.answer.once('close', () => socket?.off('end', end))
    onGoodbye(listener.answer, () => this.#end())
  }

  /** Resolves when it is over; `late`: the reader was too slow. */
  async run({ position, reset }: Begin): Promise<'ended' | 'late'> {
    const { feed, answer } = this.#listener
    const leave = feed.join(() => this.#rung.resolve('rung'))
    try {
      answer.writeHead(200)
      await this.#write(`retry: ${retryMs}\n${block(position, { position, reset }, 'start')}`)
      await this.#follow(position)
      return this.#outcome
    } finally {
      leave()
      this.#end()
      answer.end()
    }
  }

  async #follow(from: number): Promise<void> {
    let position = from
    while (!this.#over) {
      const page = await this.#listener.feed.after(position)
      const last = page.at(-1)
      if (!last) {
        if ((await this.#wait()) === 'beat') await this.#beat(position)
        continue
      }
      if (!(await this.#mayHear(page.some(({ topic, key }) => topic === 'user-events' && this.#isMe(key))))) return
      const heard = await heardBy(this.#listener.reader, this.#actor, page)
      if (last.seq - position !== page.length) await this.#write(block(last.seq, { position: last.seq }, 'reset'))
      position = last.seq
      await this.#write(`${heard.map((change) => block(change.seq, change)).join('')}id: ${position}\n\n`)
      if (page.length === pageSize) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #isMe(key: string): boolean {
    return key === String(this.#actor.userId)
  }

  async #beat(position: number): Promise<void> {
    if (await this.#mayHear(true)) await this.#write(`: beat\nid: ${position}\n\n`)
    else this.#end()
  }

  /** Looks the session up again when it may have ended or changed. */
  async #mayHear(ask: boolean): Promise<boolean> {
    if (!ask && performance.now() < this.#sureUntil) return true
    this.#actor = await this.#listener.actorNow()
    this.#sureUntil = performance.now() + sureForMs
    return this.#actor.userId !== null
  }

  #wait(): Promise<'rung' | 'beat' | 'ended'> {
    const late = after(this.#listener.times.beat, 'beat' as const)
    return Promise.race([this.#rung.promise, late.promise, this.#ended.promise]).finally(() => {
      late.stop()
      this.#rung = Promise.withResolvers()
    })
  }

  async #write(text: string): Promise<void> {
    const { answer, times } = this.#listener
    if (this.#over || answer.write(text)) return
    const drained = new Promise<'drained'>((resolve) => answer.once('drain', () => resolve('drained')))
    const late = after(times.patience, 'late' as const)
    const outcome = await Promise.race([drained, late.promise, this.#ended.promise])
    late.stop()
    if (outcome !== 'late') return
    this.#outcome = 'late'
    this.#end()
    answer.destroy()
  }

  #end(): void {
    this.#over = true
    this.#ended.resolve('ended')
  }
}

function block(id: number, value: LiveChange | object, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}id: ${id}\ndata: ${JSON.stringify(value)}\n\n`
}

function after<Name extends string>(ms: number, name: Name): { promise: Promise<Name>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<Name>()
  const timer = setTimeout(() => resolve(name), ms)
  return { promise, stop: () => clearTimeout(timer) }
}
