import type { BulkAnswer } from '#contract/http/bulk.ts'
import { call, newKey, Refusal } from './api.ts'
import { refreshAround } from './records.ts'
import { sayNow, type Text } from './say.ts'
import { type Busy, toastBusy, toastDone, toastProblem, toastUndoable } from './toasts.ts'
import { UndoConflict } from './undo-conflict.ts'

/** Rows by name, or everything that a list's question gives, but a few. */
export type Which =
  | { readonly ids: readonly number[] }
  | {
      readonly filter: Readonly<Record<string, string>>
      readonly exclude: readonly number[]
      readonly expected_count: number
    }

const texts = {
  working: { ru: 'Готово {done} из {total}', en: '{done} of {total} done' },
  refused: {
    ru: {
      one: 'Не получилось с {count}: {problem}',
      few: 'Не получилось с {count}: {problem}',
      many: 'Не получилось с {count}: {problem}',
      other: 'Не получилось с {count}: {problem}',
    },
    en: { one: '{count} could not be changed: {problem}', other: '{count} could not be changed: {problem}' },
  },
  nothing: { ru: 'Менять было нечего', en: 'There was nothing to change' },
} satisfies Record<string, Text>

/**
 * Changes many rows by one call, shows how far a long one has come, and says what was done, with Undo where there is
 * one. False: it was refused whole.
 */
export async function changeMany(path: string, change: object, which: Which, said: Text): Promise<boolean> {
  try {
    const done = await finish(path, await send(`${path}/changes`, { ...change, ...which }))
    const text = sayNow(done.changed > 0 ? said : texts.nothing, { count: done.changed })
    if (done.undo_until) toastUndoable(text, () => undoMany(path, done.id))
    else if (done.changed > 0 || done.refused === 0) toastDone(text)
    const [first] = done.refusals
    if (first) toastProblem(sayNow(texts.refused, { count: done.refused, problem: first.detail }))
    return true
  } catch (error) {
    refreshAround(path)
    toastProblem(error)
    return false
  }
}

async function undoMany(path: string, id: number, leaveNewer = false): Promise<void> {
  try {
    await finish(path, await send(`/bulk-changes/${id}/undo`, { leave_newer: leaveNewer }))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'undo_conflict') throw error
    const { ids = [], count = 0 } = error.facts as { ids?: number[]; count?: number }
    throw new UndoConflict({ path, ids, count, rest: () => undoMany(path, id, true) })
  }
}

async function send(path: string, body: object): Promise<BulkAnswer> {
  return (await call<BulkAnswer>('POST', path, { body, headers: { 'idempotency-key': newKey() } })).body
}

/** Asks how far it is until it is done; it goes on by itself, whatever becomes of this page. */
async function finish(path: string, begun: BulkAnswer): Promise<BulkAnswer> {
  let now = begun
  let busy: Busy | undefined
  try {
    while (now.state === 'running') {
      const text = sayNow(texts.working, { done: now.changed + now.unchanged + now.refused, total: now.total })
      busy ??= toastBusy(text)
      busy.say(text)
      await new Promise((resolve) => setTimeout(resolve, 700))
      now = (await call<BulkAnswer>('GET', `/bulk-changes/${now.id}`)).body
    }
    return now
  } finally {
    busy?.end()
    refreshAround(path)
  }
}
