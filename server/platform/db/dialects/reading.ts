import { type CompiledQuery, RawNode, SelectQueryNode } from 'kysely'

const readingText = /^\s*(select|with|values|explain|pragma)\b/i

/**
 * Whether a query outside a transaction goes to the read-only connection.
 * Raw text that begins with `with` and then writes is refused there; it belongs in a transaction.
 */
export function isReading({ query, sql }: CompiledQuery): boolean {
  return SelectQueryNode.is(query) || (RawNode.is(query) && readingText.test(sql))
}
