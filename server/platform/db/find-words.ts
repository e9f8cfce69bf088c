import { type RawBuilder, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { fold } from './folding.ts'
import { preparedForms } from './prepared.ts'

/** Rows that are found by words: their table, their kind among all words, and their columns without `found_by`. */
export type FoundByWords = { readonly table: string; readonly entity: string; readonly columns: readonly string[] }

/** A question in words, and how those who have all of them are found. */
export type Search = Pick<FoundByWords, 'table' | 'entity'> & {
  readonly words: readonly string[]
  /** The word that the fewest rows have: they are found by it. Undefined when many have each: every row is asked. */
  readonly rarest: string | undefined
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
  const fewest = Math.min(...counts)
  const rarest = fewest < manyRows ? weighed[counts.indexOf(fewest)] : undefined
  return { table: rows.table, entity: rows.entity, words, rarest }
}

/** Whether every word is common, so that each row is asked. */
export function isCommon(search: Search | undefined): boolean {
  return search !== undefined && search.rarest === undefined
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
 * the rarest, by a range of code points; the others are looked for in the rows that it found.
 */
export function matchesWords(dialect: DialectName, { entity, words, rarest }: Search): RawBuilder<boolean> {
  const others = hasWords(dialect, '', othersOf({ words, rarest }))
  return allOf(rarest === undefined ? others : [isListed(dialect, entity, rarest), ...others])
}

/** The same condition for MySQL in an order, along which it would look at every row before it asks the index. */
export function isFoundFirst(dialect: DialectName, search: Search): RawBuilder<boolean> {
  const { table, entity, rarest } = search
  const others = hasWords(dialect, 'one.', othersOf(search))
  if (rarest === undefined || others.length === 0) return matchesWords(dialect, search)
  return sql<boolean>`id in (select one.id from (${idsWith(entity, rarest)} group by entity_id) as listed
    straight_join ${sql.table(table)} as one on one.id = listed.entity_id where ${allOf(others)})`
}

function othersOf({ words, rarest }: Pick<Search, 'words' | 'rarest'>): string[] {
  return words.filter((word) => word !== rarest)
}

function hasWords(dialect: DialectName, row: 'one.' | '', words: readonly string[]): RawBuilder<boolean>[] {
  return words.map((word) => hasWord(dialect, sql.ref(`${row}found_by`), word))
}

/** PostgreSQL guesses how many a query lists, and walks all rows to meet them; those of an array it looks up one by one. */
function isListed(dialect: DialectName, entity: string, word: string): RawBuilder<boolean> {
  const ids = idsWith(entity, word)
  return dialect === 'postgres' ? sql<boolean>`id = any(array(${ids}))` : sql<boolean>`id in (${ids})`
}

/**
 * The same condition for who walks far along an index of ids: those with each word are collected first, whole, and every
 * step only asks whether they have this one. What keeps each planner from another way holds no meaning besides.
 */
export function isAmongListed(dialect: DialectName, { entity, words }: Search): RawBuilder<boolean> {
  const asked = sql.raw(dialect === 'sqlite' ? '+id' : 'id')
  const isOne = words.map((word) => sql<boolean>`(${asked} in (${idsWith(entity, word)}))`)
  return allOf(dialect === 'postgres' ? isOne.map((one) => sql<boolean>`${one} is true`) : isOne)
}

function idsWith(entity: string, word: string) {
  return sql`select entity_id from search_words where ${inRange(entity, word, endOf(word))}`
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

/** Each database's quickest way: MySQL's is by bytes. A word has no sign that `like` would take for a wildcard. */
function hasWord(dialect: DialectName, column: RawBuilder<unknown>, word: string): RawBuilder<boolean> {
  const text = ` ${word}`
  if (dialect === 'postgres') return sql<boolean>`${column} like ${`%${text}%`}`
  return dialect === 'mysql'
    ? sql<boolean>`locate(cast(${text} as binary), ${column}) > 0`
    : sql<boolean>`instr(${column}, ${text}) > 0`
}
