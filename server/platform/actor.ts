import type { Role } from '#contract/rights.ts'
import type { Scope } from '#contract/scopes.ts'

/** Who asks, and through which request: it goes into every event's headers and into the audit trail. */
export type Actor = {
  /** null: nobody is signed in, or the system itself acts. */
  readonly userId: number | null
  readonly role: Role | 'anonymous' | 'system'
  /** The request, command or consumer run that caused the change; the CloudEvents `correlation`. */
  readonly requestId: string
  /** Kept in our database only, never sent to Kafka. */
  readonly address: string | null
  readonly sessionId?: number
  /** A program acts with a token of this person, and only as far as its scopes reach. */
  readonly token?: { readonly id: number; readonly scopes: readonly Scope[] }
  /** The id of the event that led to this, when a consumer acts. */
  readonly causationId?: string
}

export function systemActor(requestId: string): Actor {
  return { userId: null, role: 'system', requestId, address: null }
}
