import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { DialectName, Reader, Tables } from './database.ts'
import { fold } from './folding.ts'
import { preparedForms } from './prepared.ts'

/** Rows that are found by words: their table, their kind among all words, and their columns without `found_by`. */
export type FoundByWords = { readonly table: string; readonly entity: string; readonly columns: readonly string[] }

/** Kysely's builder of a table that is not known yet. */
export type AnyRows = SelectQueryBuilder<Tables, keyof Tables, object>

/** A question in words, and how those who have all of them are found. */
export type Search = Pick<FoundByWords, 'table' | 'entity'> & {
  readonly words: readonly string[]
  /** Those that few rows have, the rarest first: rows are found by them. Empty when many have each: every row is asked. */
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
  const words = withoutBeginnings(fold(q ?? ''))
  if (rows === undefined || words.length === 0) return undefined
  const weighed = words.toSorted((a, b) => b.length - a.length).slice(0, mostWeighed)
  const counts = await countUpTo(reader, rows.entity, weighed)
  const byRarity = weighed.map((word, at) => ({ word, count: counts[at] as number })).sort((a, b) => a.count - b.count)
  const rare = byRarity.filter(({ count }) => count < manyRows).map(({ word }) => word)
  return { table: rows.table, entity: rows.entity, words, rare }
}

/** A word that begins another one asks for nothing more. */
function withoutBeginnings(words: readonly string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
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
      const range = inRange(words[at] as string, words[`end${at}`] as string)
      const part = sql`select 1 from search_words where entity = ${entity} and ${range} limit ${sql.lit(manyRows)}`
      return sql<number>`(select count(*) from (${part}) as part)`.as(`count${at}`)
    }),
  ),
)

/** Those of `rows` that have all words of a search: it begins some word of the row with each of them. */
export function keepFound(dialect: DialectName, rows: AnyRows, search: Search): AnyRows {
  if (countsEntries(dialect, search)) return joinedToListed(rows, search)
  return rows.where(matchesWords(dialect, search))
}

/** The index serves the rarest word, by a range of code points; the others are looked for in the rows that it found. */
function matchesWords(dialect: DialectName, { entity, words, rare: [rarest] }: Search): RawBuilder<boolean> {
  const others = words.filter((word) => word !== rarest).map((word) => hasWord(dialect, word))
  return allOf(rarest === undefined ? others : [isListed(dialect, entity, rarest), ...others])
}

/** Whether rows are found by counting the index entries of their words: MySQL's way when there are several. */
export function countsEntries(dialect: DialectName, { words, rare }: Search): boolean {
  return dialect === 'mysql' && rare.length > 0 && words.length > 1
}

/**
 * MySQL takes long to look a row up, and would look up every row of the table before it asks an index for them. So the
 * entries of all rare words are counted first: as no word begins another, who has them all has an entry for each.
 */
function joinedToListed(rows: AnyRows, { table, entity, words, rare }: Search): AnyRows {
  const listed = sql`(${idsWith(entity, rare)} group by entity_id having count(*) >= ${sql.lit(rare.length)})`
  const isOne = sql<boolean>`listed.entity_id = ${sql.ref(`${table}.id`)}`
  const joined = rows.innerJoin(listed.as('listed'), (join) => join.on(isOne))
  return joined.where(allOf(words.map((word) => hasWord('mysql', word)))) as unknown as AnyRows
}

/** PostgreSQL guesses how many a query lists, and walks all rows to meet them; those of an array it looks up one by one. */
function isListed(dialect: DialectName, entity: string, word: string): RawBuilder<boolean> {
  const ids = idsWith(entity, [word])
  return dialect === 'postgres' ? sql<boolean>`id = any(array(${ids}))` : sql<boolean>`id in (${ids})`
}

/**
 * The same condition for who walks far along an index of ids: those with each word are collected first, whole, and every
 * step only asks whether they have this one. What keeps each planner from another way holds no meaning besides.
 */
export function isAmongListed(dialect: DialectName, { entity, words }: Search): RawBuilder<boolean> {
  const asked = sql.raw(dialect === 'sqlite' ? '+id' : 'id')
  const isOne = words.map((word) => sql<boolean>`(${asked} in (${idsWith(entity, [word])}))`)
  return allOf(dialect === 'postgres' ? isOne.map((one) => sql<boolean>`${one} is true`) : isOne)
}

function idsWith(entity: string, words: readonly string[]) {
  const ranges = words.map((word) => inRange(word, endOf(word)))
  return sql`select entity_id from search_words where entity = ${entity} and (${sql.join(ranges, sql` or `)})`
}

function allOf(tests: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(tests, sql` and `)})`
}

function inRange(word: string, end: string) {
  return sql`word >= ${word} and word < ${end}`
}

function endOf(word: string): string {
  return `${word}\u{10ffff}`
}

/** Each database's quickest way: MySQL's is by bytes. A word has no sign that `like` would take for a wildcard. */
function hasWord(dialect: DialectName, word: string): RawBuilder<boolean> {
  const text = ` ${word}`
  if (dialect === 'postgres') return sql<boolean>`found_by like ${`%${text}%`}`
  return dialect === 'mysql'
    ? sql<boolean>`locate(cast(${text} as binary), found_by) > 0`
    : sql<boolean>`instr(found_by, ${text}) > 0`
}
