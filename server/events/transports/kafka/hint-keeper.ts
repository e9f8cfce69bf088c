import type { Database } from '#platform/db/database.ts'
import { type Hint, saveHint } from './hints-store.ts'

const everyMs = 1_000

/** Stores hints once a second, together: a lost one costs reading a little twice, nothing else. */
export class HintKeeper {
  readonly #database: Database
  readonly #changed = new Map<string, Hint>()
  readonly #known = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  #saving: Promise<void> = Promise.resolve()

  constructor(database: Database) {
    this.#database = database
    this.#timer = setInterval(() => this.#save(), everyMs).unref()
  }

  keep(hint: Hint): void {
    const name = `${hint.group}/${hint.topicId}/${hint.partition}`
    if (this.#known.get(name) === hint.nextOffset) return
    this.#known.set(name, hint.nextOffset)
    this.#changed.set(name, hint)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#save()
    await this.#saving
  }

  #save(): void {
    if (this.#changed.size === 0) return
    const hints = [...this.#changed.values()]
    this.#changed.clear()
    this.#saving = this.#saving
      .then(() =>
        this.#database.inTransaction(async (tx) => {
          for (const hint of hints) await saveHint(tx, hint)
        }),
      )
      .catch(() => {})
  }
}
