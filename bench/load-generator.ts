// A process of its own, so that its work is not the server's: keeps every connection busy with one request at a time.
import { connect, type Socket } from 'node:net'

export type Load = { port: number; request: string; status: number; connections: number; ms: number }
export type LoadResult = { count: number; seconds: number; p50: number; p99: number; wrong: number; sample: string }

process.on('message', (load: Load) => {
  void run(load).then((result) => process.send?.({ result }))
})

async function run(load: Load): Promise<LoadResult> {
  const took: number[] = []
  const shared = { took, wrong: 0, sample: '', until: performance.now() + load.ms }
  const started = performance.now()
  await Promise.all(Array.from({ length: load.connections }, () => keepBusy(load, shared)))
  const seconds = (performance.now() - started) / 1000
  const sorted = Float64Array.from(took).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  const { wrong, sample } = shared
  return { count: took.length, seconds, p50: at(0.5), p99: at(0.99), wrong, sample }
}

type Shared = { took: number[]; wrong: number; sample: string; until: number }

/** Resolves when the time is over and the last answer has come. */
function keepBusy({ port, request, status }: Load, shared: Shared): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const bytes = Buffer.from(request)
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let sentAt = 0
  let received = ''
  const send = () => {
    received = ''
    sentAt = performance.now()
    socket.write(bytes)
  }
  socket.on('connect', send).on('error', reject)
  socket.on('close', () => reject(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    if (!isWhole(received)) return
    const now = performance.now()
    shared.took.push(now - sentAt)
    if (!received.startsWith(`HTTP/1.1 ${status} `)) {
      shared.wrong++
      shared.sample = received
    }
    if (now < shared.until) return send()
    resolve()
    socket.destroy()
  })
  return promise
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1]
  return received.length - head - 4 >= Number(length ?? 0)
}
