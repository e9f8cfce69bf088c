import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** `FAULTS=full` runs the promised counts, for hours; anything else the short form for every change. */
export const isFull = process.env['FAULTS'] === 'full'

export function count(counts: { short: number; full: number }): number {
  return isFull ? counts.full : counts.short
}

/** `FAULTS_SEED` repeats a run, as far as the machine lets it: what is random is drawn from here, what is timing is not. */
export const laneSeed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** Mulberry32: small, fast and the same on every machine. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let x = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)] as T
  }
}

/** A run of one fault: its folder, its chance, and what a reader of a failure needs to repeat it. */
export class FaultRun {
  readonly name: string
  readonly folder: string
  readonly chance: Chance
  #cycle = 0
  #kept = false

  constructor(t: TestContext, name: string) {
    this.name = name
    this.folder = mkdtempSync(join(tmpdir(), `crm-fault-${name}-`))
    this.chance = new Chance(laneSeed)
    t.after(() => {
      if (!this.#kept) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    })
  }

  get journalFile(): string {
    return join(this.folder, 'journal.jsonl')
  }

  /** Keeps the folder when `work` fails, and says in the error how to come back here. */
  async cycle<T>(work: (cycle: number) => Promise<T>): Promise<T> {
    const cycle = ++this.#cycle
    try {
      return await work(cycle)
    } catch (error) {
      this.#kept = true
      const place = `${this.name}, cycle ${cycle}; repeat with FAULTS_SEED=${laneSeed}; kept: ${this.journalFile}`
      const message = error instanceof Error ? error.message : String(error)
      // at once, since a long run prints its failures at its end
      console.error(`FAULT ${place}\n${message.slice(0, 2000)}`)
      throw new Error(`${place}\n${message}`, { cause: error })
    }
  }
}
