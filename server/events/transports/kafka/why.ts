import { TopicMissing } from './topics.ts'

/** What went wrong in the end, in one line: the client says "Listing topics failed" and hides the reason below. */
export function whyOf(error: unknown): string {
  if (error instanceof TopicMissing) return error.message
  return [...new Set(reasons(error, 0))].join('; ')
}

/** Deeper than any client nests; a circle ends here, too. */
const deepest = 10

function reasons(error: unknown, depth: number): string[] {
  if (!(error instanceof Error) || depth === deepest) return [String(error)]
  const below = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error.cause ?? null]
  const found = below.filter((cause) => cause instanceof Error).flatMap((cause) => reasons(cause, depth + 1))
  return found.length > 0 ? found : [error.message]
}

/** The broker's name of its refusal (INVALID_REPLICATION_FACTOR), which no repetition changes; null: it is away or busy. */
export function refusalOf(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth === deepest) return null
  const { apiId = '' } = error as { apiId?: string }
  if (/AUTHORIZATION|POLICY|INVALID_/.test(apiId)) return apiId
  const below = error instanceof AggregateError ? error.errors : [error.cause]
  return below.map((cause) => refusalOf(cause, depth + 1)).find((name) => name !== null) ?? null
}
