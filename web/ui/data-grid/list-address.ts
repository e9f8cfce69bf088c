import type { WhereFields } from '#contract/filters.ts'
import { chooseValues, isCondition, type Nodes, readNodes, writeNodes } from './where.ts'

/** What a list can be asked for. `plain`: fields with a query parameter of their own; `views`: how rows may be shown. */
export type ListSpec = {
  readonly fields: WhereFields
  readonly plain: readonly string[]
  readonly sorts: readonly string[]
  readonly sort: string
  readonly looks?: readonly string[]
}

/** A column as it is shown: `width` in pixels, otherwise its share; `pinned` stays at the left. */
export type ShownColumn = { readonly id: string; readonly width?: number; readonly pinned?: boolean }

/** The whole state of a list; the address holds nothing else and nothing else holds it. */
export type ListState = {
  readonly q: string
  readonly sort: string
  /** All of them must fit. */
  readonly where: Nodes
  readonly columns: readonly ShownColumn[] | null
  readonly peek: number
  /** Rows unless it is another of the looks. */
  readonly look: string
  /** The saved view that this began as; 0: none. */
  readonly view: number
}

/** Reads an address; what it does not know is left out, so that an old link still opens. */
export function readList(search: string, spec: ListSpec): ListState {
  const query = new URLSearchParams(search)
  const sort = query.get('sort') ?? ''
  const look = query.get('look') ?? ''
  return {
    q: query.get('q') ?? '',
    sort: spec.sorts.includes(sort) ? sort : spec.sort,
    where: plainNodes(query, spec),
    columns: readColumns(query.get('columns')),
    peek: idOf(query.get('peek')),
    look: spec.looks?.includes(look) ? look : '',
    view: idOf(query.get('view')),
  }
}

function plainNodes(query: URLSearchParams, { plain, fields }: ListSpec): Nodes {
  const begun: Nodes = plain.flatMap((name) => {
    const value = query.get(name)
    const choices = fields[name]?.choices
    return value && (!choices || choices.includes(value)) ? [[name, 'is', value] as const] : []
  })
  return [...begun, ...readNodes(query.get('where'), fields)]
}

function idOf(text: string | null): number {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : 0
}

/** `name:240!`: 240 pixels wide and pinned. */
function readColumns(text: string | null): ShownColumn[] | null {
  if (text === null) return null
  return text.split(',').flatMap((one) => {
    const [, id, width, pinned] = /^([a-z_]+)(?::(\d{2,4}))?(!)?$/.exec(one) ?? []
    return id ? [{ id, ...(width && { width: Number(width) }), ...(pinned && { pinned: true }) }] : []
  })
}

export function writeColumns(columns: readonly ShownColumn[]): string {
  return columns.map(({ id, width, pinned }) => id + (width ? `:${width}` : '') + (pinned ? '!' : '')).join(',')
}

/** The shortest query string that reads back as this state. */
export function writeList({ q, sort, where, columns, peek, look, view }: ListState, spec: ListSpec): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  for (const [name, value] of Object.entries(filterOf(where, spec))) query.set(name, value)
  if (sort !== spec.sort) query.set('sort', sort)
  if (columns) query.set('columns', writeColumns(columns))
  if (look) query.set('look', look)
  if (peek) query.set('peek', String(peek))
  if (view) query.set('view', String(view))
  const text = query.toString()
  return text && `?${text}`
}

/** The query parameters of a filter: one value of a plain field by itself, everything else as `where`. */
export function filterOf(where: Nodes, { plain }: Pick<ListSpec, 'plain'>): Record<string, string> {
  const filter: Record<string, string> = {}
  const others = where.filter((node) => {
    if (!isCondition(node) || node[1] !== 'is' || !plain.includes(node[0]) || node[0] in filter) return true
    filter[node[0]] = String(node[2])
    return false
  })
  const rest = writeNodes(others)
  return rest ? { ...filter, where: rest } : filter
}

/** What the API is asked for; the place in the list comes on top. */
export function questionOf({ q, sort, where }: ListState, spec: Pick<ListSpec, 'plain'>): Record<string, string> {
  return { ...filterOf(where, spec), sort, ...(q.trim() && { q: q.trim() }) }
}

/** One value of one plain field, as the tabs of a list ask for it. */
export function only(field: string, value: string): Nodes {
  return chooseValues([], field, [value])
}

/** Each sort order and its reverse. */
export function bothWays(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `-${name}`])
}
