import { closeSync, openSync, writeSync } from 'node:fs'

/** A keyed write as the client sent it; the title or e-mail is unique, so that its effect can be found and counted. */
export type Write = { kind: 'course' | 'user'; key: string; mark: string; path: string; body: Record<string, unknown> }
export type Acknowledged = Write & { id: number; status: number }

/** What a client knows: every 2xx it was given, and every write of which it does not know whether it happened. */
export class Journal {
  readonly acknowledged: Acknowledged[] = []
  /** Sent, but the answer never came or was a 5xx. */
  readonly unknown = new Map<string, Write>()
  /** Statuses of all answers that were not 2xx. */
  readonly refusals = new Map<number, number>()
  logins = 0
  readonly #file: number

  constructor(file: string) {
    this.#file = openSync(file, 'a')
  }

  acknowledge(write: Write, status: number, id: number): void {
    this.unknown.delete(write.key)
    this.acknowledged.push({ ...write, id, status })
    this.#note('2xx', { key: write.key, mark: write.mark, id })
  }

  doubt(write: Write, reason: string): void {
    this.unknown.set(write.key, write)
    this.#note('unknown', { key: write.key, mark: write.mark, reason })
  }

  refuse(write: Write, status: number): void {
    this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1)
    if (status >= 500) this.doubt(write, String(status))
    else this.#note('refused', { key: write.key, mark: write.mark, status })
  }

  login(): void {
    this.logins++
    this.#note('login', {})
  }

  note(what: string): void {
    this.#note(what, {})
  }

  close(): void {
    closeSync(this.#file)
  }

  #note(what: string, facts: object): void {
    writeSync(this.#file, `${JSON.stringify({ what, ...facts })}\n`)
  }
}
