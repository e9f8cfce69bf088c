import { type RawBuilder, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { fold } from './folding.ts'
import { preparedForms } from './prepared.ts'

/** Rows that are found by words: their table, their kind among all words, and their columns without `found_by`. */
export type FoundByWords = { readonly table: string; readonly entity: string; readonly columns: readonly string[] }

/** A question in words, and how those who have all of them are found. */
export type Search = Pick<FoundByWords, 'table' | 'entity'> & {
  readonly words: readonly string[]
  /** Those that few rows have: rows are found by them. None: each row is asked. */
  readonly rare: readonly string[]
}

/** More rows than this are found sooner by asking each row than by their words. */
export const manyRows = 20_000
/** Only so many words of one question are weighed. */
const mostWeighed = 4

/** How to look for `q` among the rows of one kind; undefined when it has no letters and digits, and keeps all. */
export async function searchFor(
  reader: Reader,
  rows: Pick<FoundByWords, 'table' | 'entity'> | undefined,
  q: string | undefined,
): Promise<Search | undefined> {
  const words = fold(q ?? '')
  if (rows === undefined || words.length === 0) return undefined
  const weighed = words.toSorted((a, b) => b.length - a.length).slice(0, mostWeighed)
  const counts = await countUpTo(reader, rows.entity, weighed)
  const rare = weighed.filter((_, at) => (counts[at] as number) < manyRows)
  return { table: rows.table, entity: rows.entity, words, rare }
}

/** Whether every word is common, so that each row is asked. */
export function isCommon(search: Search | undefined): boolean {
  return search?.rare.length === 0
}

/** Whether `q` says anything to look for. */
export function namesWords(q: string): boolean {
  return fold(q).length > 0
}

/** How many entries begin with each word, counted no further than to `manyRows`: common words cost no more than others. */
async function countUpTo(reader: Reader, entity: string, words: readonly string[]): Promise<number[]> {
  const ends = Object.fromEntries(words.map((word, at) => [`end${at}`, endOf(word)]))
  const [row] = await countsOf(reader, { entity, ...words, ...ends }, words.length)
  return words.map((_, at) => Number((row as Record<string, unknown>)[`count${at}`]))
}

type Ranges = { entity: string; [place: number]: string; [end: `end${number}`]: string }

const countsOf = preparedForms((db, { entity, ...words }: Ranges, count: number) =>
  db.selectNoFrom(
    Array.from({ length: count }, (_, at) => {
      const range = inRange(entity, words[at] as string, words[`end${at}`] as string)
      const part = sql`select 1 from search_words where ${range} limit ${sql.lit(manyRows)}`
      return sql<number>`(select count(*) from (${part}) as part)`.as(`count${at}`)
    }),
  ),
)

/**
 * The condition that a row has all words of a search: it begins some word of the row with each of them. The index serves
 * the rare ones, by ranges of code points; the others are looked for in the rows that those have found, before any other:
 * a planner that does not know which words come together would else walk all rows.
 */
export function matchesWords(dialect: DialectName, { table, entity, words, rare }: Search): RawBuilder<boolean> {
  // MySQL would look at all rows for a common word before it asks the index for a rare one
  const listed = dialect === 'mysql' && rare.length > 0 ? words : rare
  const common = words.filter((word) => !listed.includes(word))
  const has = (row: string) => allOf(common.map((word) => hasWord(dialect, sql.ref(`${row}found_by`), word)))
  if (listed.length === 0) return has('')
  const ids = idsWithAll(entity, listed)
  if (common.length === 0) return sql<boolean>`id in (${ids})`
  return sql<boolean>`id in (select one.id from (${ids}) as listed
    inner join ${sql.table(table)} as one on one.id = listed.entity_id where ${has('one.')})`
}

function idsWithAll(entity: string, words: readonly string[]) {
  const found = words.map((word) => {
    return sql`select distinct entity_id from search_words where ${inRange(entity, word, endOf(word))}`
  })
  if (found.length === 1) return sql`${found[0]}`
  return sql`select entity_id from (${sql.join(found, sql` union all `)}) as found
    group by entity_id having count(*) = ${sql.lit(found.length)}`
}

function allOf(tests: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(tests, sql` and `)})`
}

function inRange(entity: string, word: string, end: string) {
  return sql`entity = ${entity} and word >= ${word} and word < ${end}`
}

function endOf(word: string): string {
  return `${word}\u{10ffff}`
}

/** Each database's quickest way; a word has no sign that `like` would take for a wildcard. */
function hasWord(dialect: DialectName, column: RawBuilder<unknown>, word: string): RawBuilder<boolean> {
  const text = ` ${word}`
  if (dialect === 'postgres') return sql<boolean>`${column} like ${`%${text}%`}`
  return dialect === 'mysql'
    ? sql<boolean>`locate(${text}, ${column}) > 0`
    : sql<boolean>`instr(${column}, ${text}) > 0`
}
