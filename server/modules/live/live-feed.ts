import { type Change, changesAfter, getIdentity, watchLog } from '#events/index.ts'
import type { Database } from '#platform/db/database.ts'

/** Changes that are read, and at most held for one reader, at once. */
export const pageSize = 500
/** Who was away for longer than this many events asks for everything again: that is the smaller answer. */
const longestAbsence = 10_000

/** `reset`: the log cannot be followed from where the reader stands, so it is followed from now on. */
export type Begin = { readonly position: number; readonly reset: boolean }

/**
 * The log as all streams of this process read it: one watch while anybody listens, and one read for all who stand at the
 * same place.
 */
export class LiveFeed {
  readonly #database: Database
  readonly #listeners = new Set<() => void>()
  readonly #pages = new Map<number, Promise<Change[]>>()
  #watching: Promise<() => void> | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /** Calls when there may be more. Returns the way to leave. */
  join(wake: () => void): () => void {
    this.#listeners.add(wake)
    this.#watching ??= watchLog(this.#database, () => this.#grown())
    this.#watching.catch(() => {
      this.#watching = undefined
    })
    return () => {
      this.#listeners.delete(wake)
      if (this.#listeners.size > 0) return
      void this.#watching?.then(
        (stop) => stop(),
        () => {},
      )
      this.#watching = undefined
      this.#pages.clear()
    }
  }

  /** The next changes behind a number, at most `pageSize`; none: it has not grown since. */
  after(position: number): Promise<Change[]> {
    const known = this.#pages.get(position)
    if (known) return known
    const page = changesAfter(this.#database.reader, position, pageSize)
    if (this.#listeners.size > 0 && this.#pages.size < 20) {
      this.#pages.set(position, page)
      page.catch(() => this.#pages.delete(position))
    }
    return page
  }

  async begin(after: number | undefined): Promise<Begin> {
    const { lastSeq } = await getIdentity(this.#database.reader)
    const position = after ?? lastSeq
    const reset =
      position > lastSeq || lastSeq - position > longestAbsence || (await this.#isTrimmed(position, lastSeq))
    return { position: reset ? lastSeq : position, reset }
  }

  /** Whether events behind this number have gone by the keeping of the log. */
  async #isTrimmed(position: number, lastSeq: number): Promise<boolean> {
    if (position >= lastSeq) return false
    // asked of the log itself: what others were given may be a moment old
    const rows = await changesAfter(this.#database.reader, position, pageSize)
    return rows.length === 0 || (rows.at(-1)?.seq ?? 0) - position !== rows.length
  }

  #grown(): void {
    this.#pages.clear()
    for (const wake of this.#listeners) wake()
  }
}
