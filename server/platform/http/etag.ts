import type { FastifyReply, FastifyRequest } from 'fastify'
import { Failure } from '../failure.ts'

/** The ETag of an object is its version in quotes. */
export function etagOf(version: number): string {
  return `"${version}"`
}

export function sendObject<Body extends { version: number }>(reply: FastifyReply, body: Body, status = 200): Body {
  reply.code(status).header('etag', etagOf(body.version))
  return body
}

/**
 * The versions a client is willing to change: null when it sent no If-Match or `*`. A weak or foreign tag matches
 * nothing, as RFC 9110 demands.
 */
export function expectedVersions(request: FastifyRequest): readonly string[] | null {
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return null
  return header.split(',').map((tag) => tag.trim())
}

/** Throws 412 with the current version when the client's copy is stale. */
export function checkVersion(expected: readonly string[] | null, current: number): void {
  if (expected && !expected.includes(etagOf(current))) throw new Failure('version_conflict', { current })
}
