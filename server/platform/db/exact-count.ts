import { CompiledQuery } from 'kysely'
import { runAtOnce } from './at-once.ts'
import type { Reader } from './database.ts'
import { dialectOf } from './dialect-of.ts'

/** What was counted for one question in one state of the data, by its values. */
type Counts = { readonly version: unknown; readonly byValues: Map<string, unknown> }
type Question = object

const known = new WeakMap<Reader, WeakMap<Question, Counts>>()
const dataVersion = CompiledQuery.raw('pragma data_version')
/** More values than this are not remembered for one question. */
const mostKept = 200

/**
 * Counting is the one part of a page that grows with the table. On SQLite a count is remembered under the version of
 * the data, which every commit of every process changes: never stale, and free while nothing is written.
 */
export async function exactCount<Count>(
  reader: Reader,
  question: Question,
  values: string,
  count: () => Promise<Count>,
): Promise<Count> {
  // inside a transaction the version does not tell of the transaction's own changes
  if (reader.isTransaction || dialectOf(reader) !== 'sqlite') return count()
  const { byValues } = countsNow(reader, question, await versionOf(reader))
  const found = (byValues.get(values) as Count | undefined) ?? (await count())
  if (byValues.size < mostKept) byValues.set(values, found)
  return found
}

/** Read before the count: a count newer than its version is only counted once more. */
async function versionOf(reader: Reader): Promise<unknown> {
  const { rows } = runAtOnce(reader, dataVersion) ?? (await reader.executeQuery(dataVersion))
  return (rows[0] as { data_version: unknown }).data_version
}

function countsNow(reader: Reader, question: Question, version: unknown): Counts {
  const questions = known.get(reader) ?? new WeakMap<Question, Counts>()
  known.set(reader, questions)
  const before = questions.get(question)
  if (before && before.version === version) return before
  const now = { version, byValues: new Map<string, unknown>() }
  questions.set(question, now)
  return now
}
