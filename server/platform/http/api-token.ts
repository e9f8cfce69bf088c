import type { IncomingMessage } from 'node:http'
import { newToken } from '../secrets.ts'

/** Found by scanners of leaked secrets, and never mistaken for METRICS_TOKEN. */
const prefix = 'crm_'

/** A new token; only its hash may be kept. */
export function newApiToken(): string {
  return prefix + newToken()
}

/** The API token that a program sends; null: none, or something that cannot be one. */
export function apiTokenOf({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  return /^Bearer +(crm_[\w-]{43})$/i.exec(headers.authorization ?? '')?.[1] ?? null
}
