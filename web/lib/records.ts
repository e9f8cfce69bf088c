import { useQuery } from '@tanstack/react-query'
import { call, Refusal } from './api.ts'
import { queries } from './queries.ts'
import type { Text } from './say.ts'
import { sayNow } from './say.ts'
import { toastUndoable } from './toasts.ts'
import { UndoConflict } from './undo-conflict.ts'

export type Versioned = { readonly id: number; readonly version: number }
export type Write = {
  method: 'PATCH' | 'PUT' | 'DELETE'
  /** What comes behind the record's address, for example `/archive`. */
  place?: string
  body?: unknown
  /** Shown at once, before the server has answered; taken back if it refuses. */
  guess?: object
}

const keyOf = (path: string, id: number) => ['record', path, id]

export function useRecord<Row extends Versioned>(path: string, id: number) {
  return useQuery({
    queryKey: keyOf(path, id),
    queryFn: async ({ signal }) => (await call<Row>('GET', `${path}/${id}`, { signal })).body,
  })
}

/** The record as it is now, once for everybody who asks at the same time. */
export function readRecord<Row extends Versioned>(path: string, id: number): Promise<Row> {
  return queries.fetchQuery({
    queryKey: keyOf(path, id),
    queryFn: async ({ signal }) => (await call<Row>('GET', `${path}/${id}`, { signal })).body,
    staleTime: 0,
  })
}

/** Writes a change that is based on this very version of the record; throws version_conflict when there is a newer one. */
export async function writeRecord<Row extends Versioned>(path: string, record: Row, write: Write): Promise<Row> {
  const key = keyOf(path, record.id)
  const { method, place = '', body, guess } = write
  await queries.cancelQueries({ queryKey: key })
  const before = queries.getQueryData<Row>(key)
  if (before && guess) queries.setQueryData<Row>(key, { ...before, ...guess })
  try {
    const answer = await call<Row>(method, `${path}/${record.id}${place}`, {
      ifVersion: record.version,
      ...(body !== undefined && { body }),
    })
    queries.setQueryData(key, answer.body)
    refreshAround(path)
    return answer.body
  } catch (error) {
    queries.setQueryData(key, before)
    if (error instanceof Refusal && error.code === 'version_conflict') void queries.invalidateQueries({ queryKey: key })
    throw error
  }
}

/** Lists, counts and stories that a change may have moved. */
export function refreshAround(path: string): void {
  for (const name of [['list', path], ['count', path], ['story'], ['stats'], ['search']]) {
    void queries.invalidateQueries({ queryKey: name })
  }
}

/** Writes and says so; Undo writes the inverse as a change of its own. */
export async function writeUndoable<Row extends Versioned>(
  path: string,
  record: Row,
  said: Text,
  write: Write,
  inverse: Write,
): Promise<Row> {
  const writing = writeRecord(path, record, write)
  // Offered with the change on the screen: whoever is quick takes back what is still on its way.
  const withdraw = toastUndoable(sayNow(said), async () => takeBack(path, await writing, inverse))
  try {
    return await writing
  } catch (error) {
    withdraw()
    throw error
  }
}

/** On the very version that the change left: whatever is newer stands in the way and is told. */
async function takeBack<Row extends Versioned>(path: string, record: Row, inverse: Write): Promise<void> {
  try {
    await writeRecord(path, record, inverse)
  } catch (error) {
    const isNewer = error instanceof Refusal && error.code === 'version_conflict'
    throw isNewer ? new UndoConflict({ path, ids: [record.id], count: 1 }) : error
  }
}

/** What is stored now, for whoever met a conflict. */
export async function readAgain<Row extends Versioned>(path: string, id: number): Promise<Row> {
  const { body } = await call<Row>('GET', `${path}/${id}`)
  queries.setQueryData(keyOf(path, id), body)
  return body
}
