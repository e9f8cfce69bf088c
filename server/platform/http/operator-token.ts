import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { tokenHash } from '../secrets.ts'

/** Whether the request carries METRICS_TOKEN; never without one. */
export function bearsToken({ headers }: IncomingMessage, token: string | null): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token === null || given === undefined) return false
  return timingSafeEqual(Buffer.from(tokenHash(given)), Buffer.from(tokenHash(token)))
}
