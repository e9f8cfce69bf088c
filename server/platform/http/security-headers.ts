import type { Config } from '../config/config.ts'

/**
 * Nothing is loaded from elsewhere, nobody frames us, and nothing is inline but scripts that are named by their hash
 * (`'sha256-…'`).
 */
export function contentPolicy(scriptHashes: readonly string[] = []): string {
  return [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "img-src 'self' data:",
    ["script-src 'self'", ...scriptHashes].join(' '),
    "style-src 'self'",
  ].join('; ')
}

/** A constant table, set on every answer; private answers are never stored, assets overwrite cache-control. */
export function securityHeaders(config: Config): Record<string, string> {
  const https = config.publicUrl?.protocol === 'https:'
  return {
    'content-security-policy': contentPolicy(),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}
