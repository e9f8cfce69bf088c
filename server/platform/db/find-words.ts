import { type RawBuilder, sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { fold } from './folding.ts'
import { preparedForms } from './prepared.ts'

/** A question in words, and how those who have all of them are found. */
export type Search = {
  readonly entity: string
  readonly words: readonly string[]
  /** Few rows have a word that begins so: they are found by it. Undefined: every word is common, so each row is asked. */
  readonly rare: string | undefined
}

/** More rows than this are found sooner by asking each row than by their words. */
export const manyRows = 20_000
/** Only so many words of one question are weighed. */
const mostWeighed = 4

/** How to look for `q` among the rows of one kind; undefined when it has no letters and digits, and keeps all. */
export async function searchFor(
  reader: Reader,
  entity: string | undefined,
  q: string | undefined,
): Promise<Search | undefined> {
  const words = fold(q ?? '')
  if (entity === undefined || words.length === 0) return undefined
  const weighed = words.toSorted((a, b) => b.length - a.length).slice(0, mostWeighed)
  const counts = await countUpTo(reader, entity, weighed)
  const least = Math.min(...counts)
  return { entity, words, rare: least < manyRows ? weighed[counts.indexOf(least)] : undefined }
}

/** Whether every word is common, so that each row is asked. */
export function isCommon(search: Search | undefined): boolean {
  return search !== undefined && search.rare === undefined
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
 * The condition that a row has all words of a search: it begins some word of the row with each of them. Nothing in them
 * is a wildcard. The index serves the rare word, by ranges of code points; the others are looked for in the row itself.
 */
export function matchesWords(dialect: DialectName, { entity, words, rare }: Search): RawBuilder<boolean> {
  const others = words.filter((word) => word !== rare).map((word) => hasWord(dialect, word))
  if (rare === undefined) return allOf(others)
  const range = inRange(entity, rare, endOf(rare))
  return allOf([sql<boolean>`id in (select distinct entity_id from search_words where ${range})`, ...others])
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
function hasWord(dialect: DialectName, word: string): RawBuilder<boolean> {
  const [column, text] = [sql.ref('found_by'), ` ${word}`]
  if (dialect === 'postgres') return sql<boolean>`${column} like ${`%${text}%`}`
  return dialect === 'mysql'
    ? sql<boolean>`locate(${text}, ${column}) > 0`
    : sql<boolean>`instr(${column}, ${text}) > 0`
}
