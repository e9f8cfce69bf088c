import type { IncomingMessage } from 'node:http'
import { isLoopbackHost, type Mode } from '../config/mode.ts'

/**
 * What local mode permits and public mode does not: claiming ownership, open registration, weak passwords, open docs.
 * The first request that came through a proxy or for a foreign host shows that the server is not alone with its user:
 * they end for this process and come back only by a start with PUBLIC_URL decided.
 */
export class Relaxations {
  #active: boolean
  readonly #startedAt = performance.now()
  readonly #onEnd: (reason: string) => void

  constructor(mode: Mode, onEnd: (reason: string) => void) {
    this.#active = mode === 'local'
    this.#onEnd = onEnd
  }

  get active(): boolean {
    return this.#active
  }

  /** The first owner may be claimed for 60 minutes after the start of the process. */
  get claimable(): boolean {
    return this.#active && performance.now() - this.#startedAt < 60 * 60_000
  }

  end(reason: string): void {
    if (!this.#active) return
    this.#active = false
    this.#onEnd(reason)
  }
}

const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/** True when anything says that a proxy stands between: then neither peer nor Host prove who asks. */
export function saysProxy(request: IncomingMessage): boolean {
  if (request.httpVersion === '1.0') return true
  for (const name of proxyHeaders) if (request.headers[name] !== undefined) return true
  for (const name in request.headers) if (name.startsWith('x-forwarded-')) return true
  return false
}

/** Peer and Host are loopback and nothing says proxy. */
export function isFromLoopback(request: IncomingMessage): boolean {
  return isLoopbackHost(request.socket.remoteAddress ?? '') && isLoopbackHost(hostName(request)) && !saysProxy(request)
}

/** The name in Host, without its port; empty when there is none. */
export function hostName(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d*$/, '').toLowerCase()
}
