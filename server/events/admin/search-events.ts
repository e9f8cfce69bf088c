import { setImmediate as others } from 'node:timers/promises'
import type { EventOrder, Window } from './list-events.ts'
import type { EventRow } from './present-event.ts'

/** One request looks through as many events and no more, in parts, so that nobody waits for it long. */
const lookedThroughAtMost = 20_000
const partSize = 500

type ReadPart = (window: Window, limit: number) => Promise<EventRow[]>

/** Events that hold the words, up to `limit`. `passed`: the number looked at last; `atEnd`: nothing lies beyond it. */
export async function readUntil(words: string, limit: number, window: Window, order: EventOrder, read: ReadPart) {
  const wanted = words.toLowerCase()
  const rows: EventRow[] = []
  let passed: number | null = null
  for (let looked = 0; looked < lookedThroughAtMost; looked += partSize) {
    const part = await read(beyond(window, order, passed), partSize)
    for (const row of part) {
      passed = row.seq
      if (holds(row, wanted)) rows.push(row)
      if (rows.length === limit) return { rows, passed, atEnd: false }
    }
    if (part.length < partSize) return { rows, passed, atEnd: true }
    await others()
  }
  return { rows, passed, atEnd: false }
}

function beyond({ from, to }: Window, order: EventOrder, passed: number | null): Window {
  if (passed === null) return { from, to }
  return order === 'asc' ? { from: passed + 1, to } : { from, to: passed - 1 }
}

function holds({ type, payload, headers }: EventRow, wanted: string): boolean {
  return [type, payload, headers].some((text) => text.toLowerCase().includes(wanted))
}
