import type { Actor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'

/** More than a person has windows of one browser. */
const mostOfSession = 10
/** Each costs some kilobytes and a share of every event. */
const mostOfProcess = 1000

/** How many streams there may be at once. */
export class Places {
  readonly #taken = new Map<string, number>()
  #all = 0

  /** Returns the way to give the place back. Throws too_many_requests, overloaded. */
  take({ sessionId, userId }: Actor): () => void {
    const whose = `${userId}/${sessionId}`
    const taken = this.#taken.get(whose) ?? 0
    if (taken >= mostOfSession) throw new Failure('too_many_requests', { retry_after: 60 })
    if (this.#all >= mostOfProcess) throw new Failure('overloaded')
    this.#taken.set(whose, taken + 1)
    this.#all++
    return () => {
      this.#all--
      const left = (this.#taken.get(whose) ?? 1) - 1
      if (left > 0) this.#taken.set(whose, left)
      else this.#taken.delete(whose)
    }
  }
}
