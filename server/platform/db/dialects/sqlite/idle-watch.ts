import type { Member } from './member.ts'

/** Ends a transaction that runs no statement any more; costs one timer per limit of work, not one per transaction. */
export class IdleWatch {
  readonly #limitMs: number
  #current: Member | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  follow(member: Member): void {
    this.#current = member
    if (this.#timer === undefined) this.#arm(member)
  }

  leave(): void {
    this.#current = undefined
  }

  #arm(member: Member): void {
    const seen = member.statements
    this.#timer = setTimeout(() => this.#look(member, seen), this.#limitMs)
    this.#timer.unref()
  }

  #look(member: Member, seen: number): void {
    this.#timer = undefined
    if (this.#current === undefined) return
    if (this.#current !== member || member.statements !== seen) return this.#arm(this.#current)
    member.abandon(new Error(`This transaction was ended: it ran no statement for ${this.#limitMs} ms`))
  }
}
