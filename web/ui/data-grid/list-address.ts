/** What a list can be asked for: the values of each filter and the names of its sort orders. */
export type ListSpec = {
  readonly filters: Readonly<Record<string, readonly string[]>>
  readonly sorts: readonly string[]
  readonly sort: string
}

/** The whole state of a list; the address holds nothing else and nothing else holds it. */
export type ListState = {
  readonly q: string
  readonly sort: string
  readonly filters: Readonly<Record<string, string>>
  readonly columns: readonly string[] | null
  readonly peek: number
}

/** Reads an address; what it does not know is left out, so that an old link still opens. */
export function readList(search: string, spec: ListSpec): ListState {
  const query = new URLSearchParams(search)
  const sort = query.get('sort') ?? ''
  const filters = Object.entries(spec.filters).flatMap(([name, values]) => {
    const value = query.get(name)
    return value !== null && values.includes(value) ? [[name, value]] : []
  })
  const peek = Number(query.get('peek'))
  return {
    q: query.get('q') ?? '',
    sort: spec.sorts.includes(sort) ? sort : spec.sort,
    filters: Object.fromEntries(filters) as Record<string, string>,
    columns: query.get('columns')?.split(',').filter(Boolean) ?? null,
    peek: Number.isSafeInteger(peek) && peek > 0 ? peek : 0,
  }
}

/** The shortest query string that reads back as this state. */
export function writeList({ q, sort, filters, columns, peek }: ListState, spec: ListSpec): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  for (const [name, value] of Object.entries(filters)) query.set(name, value)
  if (sort !== spec.sort) query.set('sort', sort)
  if (columns) query.set('columns', columns.join(','))
  if (peek) query.set('peek', String(peek))
  const text = query.toString()
  return text && `?${text}`
}

/** What the API is asked for; the place in the list comes on top. */
export function questionOf({ q, sort, filters }: ListState): Record<string, string> {
  return { ...filters, sort, ...(q.trim() && { q: q.trim() }) }
}
