import type { IncomingMessage } from 'node:http'
import type { Config } from '../config/config.ts'
import { isLoopbackHost } from '../config/mode.ts'
import { Failure } from '../failure.ts'
import { apiTokenOf } from './api-token.ts'
import { bearsToken } from './operator-token.ts'
import { hostName, isFromLoopback, type Relaxations, saysProxy } from './relaxations.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']
const mostHeaders = 200

/** Refuses, before anything is read or looked up, what no well-meant client sends. */
export function checkAtFrontDoor(request: IncomingMessage, config: Config, relaxations: Relaxations): void {
  checkHeaders(request)
  if (saysProxy(request) && config.trustedProxies.length === 0) relaxations.end('запрос пришёл через прокси')
  checkHost(request, config, relaxations)
  checkOrigin(request, config)
}

function checkHeaders(request: IncomingMessage): void {
  if (request.rawHeaders.length > mostHeaders * 2) throw new Failure('headers_too_large')
  // Node keeps the first of two Host headers, another program might keep the last.
  let hosts = 0
  for (let at = 0; at < request.rawHeaders.length; at += 2)
    if (request.rawHeaders[at]?.toLowerCase() === 'host') hosts++
  if (hosts > 1) throw new Failure('bad_request')
  // HTTP/0.9 has no headers to judge by; HTTP/1.1 demands Host, 1.0 does not.
  const version = request.httpVersion
  if (version !== '1.1' && version !== '1.0') throw new Failure('bad_request')
  if (hosts === 0 ? version === '1.1' : !isHost(request.headers.host ?? '')) throw new Failure('bad_request')
  // A whole URL as the target names a second host beside Host.
  if (!/^[/*]/.test(request.url ?? '')) throw new Failure('bad_request')
}

/** A name or address with or without a port; empty, with a user or with anything else it is no host at all. */
function isHost(host: string): boolean {
  return /^(\[[\da-fA-F:.]+\]|[^\s:@/?#\\[\]]+)(:\d{0,5})?$/.test(host)
}

/**
 * A foreign name that resolves to us is how DNS rebinding turns a visitor's browser into a client of ours. A monitor
 * asks this process by its own address; no visitor's browser has its token.
 */
function checkHost(request: IncomingMessage, config: Config, relaxations: Relaxations): void {
  const host = hostName(request)
  if (config.mode === 'public') {
    const isKnown = host === config.publicUrl?.hostname || isFromLoopback(request)
    if (!isKnown && !bearsToken(request, config.metricsToken)) throw new Failure('wrong_host')
  } else if (!isLoopbackHost(host)) {
    relaxations.end('запрос пришёл с чужим Host')
    throw new Failure('wrong_host')
  }
}

/**
 * CSRF: what a browser sends to change something must come from our own pages. Browsers always say where from, by
 * Sec-Fetch-Site or Origin; programs that send neither are nobody's victim and pass. So does an API token: a browser adds
 * a cookie by itself, and never a token.
 */
function checkOrigin(request: IncomingMessage, { publicUrl }: Config): void {
  if (safeMethods.includes(request.method ?? '') || apiTokenOf(request) !== null) return
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new Failure('foreign_origin')
  } else if (origin !== undefined) {
    const ours = publicUrl?.origin ?? `http://${request.headers.host}`
    if (origin !== ours) throw new Failure('foreign_origin')
  }
}
