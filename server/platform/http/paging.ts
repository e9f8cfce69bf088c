import type { FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '../failure.ts'
import { isCleanText } from './strict-json.ts'

export type PageQuery = { skip?: number | undefined; limit?: number | undefined; cursor?: string | undefined }
/** Where the last row of a page stands in the order by `sort`; `id` breaks ties, also among rows without a value. */
export type Mark = { sort: string; value: string | number | null; id: number }
/** Either by count from the start (with a total) or after a mark (without). */
export type Page = { limit: number } & ({ by: 'skip'; skip: number } | { by: 'cursor'; after: Mark | null })

/** Reads paging fields; a cursor, even an empty one, wins over skip. */
export function pageOf(query: PageQuery): Page {
  const limit = query.limit ?? 100
  if (query.cursor === undefined) return { by: 'skip', skip: query.skip ?? 0, limit }
  return { by: 'cursor', after: query.cursor === '' ? null : readCursor(query.cursor), limit }
}

export function writeCursor(mark: Mark): string {
  return Buffer.from(JSON.stringify([mark.sort, mark.value, mark.id])).toString('base64url')
}

/** What a client sent instead of a cursor of this very list and order: 422. */
export function wrongCursor(): Invalid {
  return new Invalid([{ loc: ['query', 'cursor'], problem: 'cursor' }])
}

/** Well formed; whether it belongs to this list and order only the list can say (see `pagesOf`). */
function readCursor(cursor: string): Mark {
  try {
    const [sort, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const isPlace = typeof value === 'string' ? isCleanText(value) : value === null || Number.isSafeInteger(value)
    if (typeof sort === 'string' && isPlace && Number.isSafeInteger(id)) {
      return { sort, value: value as string | number | null, id: id as number }
    }
  } catch {
    // fall through: it is not one of ours
  }
  throw wrongCursor()
}

/** Sets X-Total-Count (by skip) and Link: rel="next" when there are more rows. */
export function describePage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  found: { count: number; total: number | null; last: Mark | null },
): void {
  if (found.total !== null) reply.header('x-total-count', String(found.total))
  const next = nextQuery(page, found)
  if (next) reply.header('link', nextLink(request, next))
}

function nextQuery(
  page: Page,
  found: { count: number; total: number | null; last: Mark | null },
): Record<string, string> | null {
  if (page.by === 'skip') {
    const skip = page.skip + found.count
    return found.count > 0 && skip < (found.total ?? 0) ? { skip: String(skip), limit: String(page.limit) } : null
  }
  return found.count === page.limit && found.last
    ? { cursor: writeCursor(found.last), limit: String(page.limit) }
    : null
}

/** The Link header of this very request with some parameters changed. */
export function nextLink(request: FastifyRequest, changes: Record<string, string>): string {
  const [path, query] = request.url.split('?', 2)
  const parameters = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) parameters.set(name, value)
  return `<${path}?${parameters}>; rel="next"`
}
