import { setTimeout as pause } from 'node:timers/promises'
import { dial } from './raw-socket.ts'

/** What a slow client was told before the server hung up; null: nothing. */
export type Dripped = { readonly status: number | null; readonly ms: number }

/** What each kind sends at once; then it drips, or says nothing more. */
const beginnings = {
  silent: '',
  header: 'GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ',
  body: 'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"',
  chunk:
    'POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
} as const
export const slowKinds = Object.keys(beginnings) as (keyof typeof beginnings)[]

/**
 * Opens that many connections, of each kind in turn, that send a byte every `everyMs`, and holds them until the server
 * has hung up on every one. Rejects when one still lives after `patienceMs`.
 */
export async function dripUntilHungUp(
  url: string,
  { sockets, everyMs, patienceMs }: { sockets: number; everyMs: number; patienceMs: number },
): Promise<Dripped[]> {
  const clients: Promise<Dripped>[] = []
  for (let at = 0; at < sockets; at++) {
    clients.push(drip(url, slowKinds[at % slowKinds.length] ?? 'silent', everyMs, patienceMs))
    if (at % 50 === 49) await pause(10) // the system's queue of new connections is short
  }
  return Promise.all(clients)
}

async function drip(url: string, kind: keyof typeof beginnings, everyMs: number, patienceMs: number): Promise<Dripped> {
  const socket = await dial(url)
  const began = performance.now()
  let answer = ''
  socket.on('data', (part) => {
    answer += part
  })
  if (beginnings[kind]) socket.write(beginnings[kind])
  const dripping = setInterval(() => kind !== 'silent' && socket.write(kind === 'chunk' ? '1\r\n \r\n' : 'x'), everyMs)
  try {
    await new Promise((resolve, reject) => {
      socket.once('end', resolve).once('close', resolve)
      setTimeout(reject, patienceMs, new Error(`a ${kind} dripper still lives after ${patienceMs} ms`)).unref()
    })
  } finally {
    clearInterval(dripping)
    socket.destroy()
  }
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
  return { status: status === undefined ? null : Number(status), ms: performance.now() - began }
}

/** How long others wait meanwhile: calls one after another until `done`, in milliseconds, sorted. */
export async function waitsUntil(done: Promise<unknown>, call: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  let isDone = false
  const over = done.finally(() => {
    isDone = true
  })
  while (!isDone) {
    const began = performance.now()
    await call()
    waits.push(performance.now() - began)
    await pause(5)
  }
  await over
  return waits.sort((a, b) => a - b)
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
