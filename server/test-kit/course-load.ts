import type { Caller } from './caller.ts'

/** What a client was promised: one line per 2xx. */
export type Journal = { readonly ids: number[]; readonly took: number[]; refused: number }

export type Load = { readonly journal: Journal; stop(): Promise<Journal> }

/** Posts courses from several clients at once, a short breath between two of each, until it is stopped. */
export function startLoad(poster: Caller, clients = 4, breathMs = 5): Load {
  const journal: Journal = { ids: [], took: [], refused: 0 }
  let running = true
  const client = async (name: number) => {
    for (let n = 0; running; n++) {
      const started = performance.now()
      const answer = await poster.post('/courses', { title: `Курс ${name}-${n}`, price: 10 })
      journal.took.push(performance.now() - started)
      if (answer.status === 201) journal.ids.push(answer.body.id)
      else journal.refused++
      await new Promise((resolve) => setTimeout(resolve, breathMs))
    }
  }
  const clientsDone = Promise.all(Array.from({ length: clients }, (_, name) => client(name)))
  return {
    journal,
    async stop() {
      running = false
      await clientsDone
      return journal
    },
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
