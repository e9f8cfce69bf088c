import { answeredInTime } from './answered-in-time.ts'
import { LostConnection, type Outcome, type ServerLimits, type ServerSession } from './server-session.ts'

/** The server ends a statement at its limit and says so; whoever hears nothing this much later hears nothing any more. */
const graceMs = 2_000

/** What the sessions of all servers have in common: a statement is answered in time, or the connection is given up. */
export abstract class OneConnection implements ServerSession {
  readonly #limitMs: number
  #running = 0
  broken = false

  constructor({ statementMs }: ServerLimits) {
    this.#limitMs = statementMs + graceMs
  }

  get busy(): boolean {
    return this.#running > 0
  }

  async run(sql: string, values: readonly unknown[] = [], limitMs = this.#limitMs): Promise<Outcome> {
    if (this.broken) throw new LostConnection(undefined)
    this.#running++
    try {
      return await answeredInTime(this.ask(sql, values), limitMs, () => this.destroy())
    } catch (error) {
      const told = this.translated(error)
      if (told instanceof LostConnection) this.destroy()
      throw told
    } finally {
      this.#running--
    }
  }

  destroy(): void {
    this.broken = true
    this.cut()
  }

  async close(): Promise<void> {
    if (this.broken) return this.destroy()
    this.broken = true
    await this.sayGoodbye()
  }

  protected abstract ask(sql: string, values: readonly unknown[]): Promise<Outcome>
  /** The driver's error as the rest of the program knows it. */
  protected abstract translated(error: unknown): unknown
  protected abstract cut(): void
  protected abstract sayGoodbye(): Promise<void>
}
