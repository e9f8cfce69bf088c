import { connect, type Socket } from 'node:net'

/** One answer as it came over the wire. */
export type WireAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: any
}

export type Talk = {
  readonly answers: readonly WireAnswer[]
  /** Everything that came, for what is no HTTP/1.1 answer. */
  readonly text: string
  /** Whether the server hung up before we did. */
  readonly closed: boolean
  readonly ms: number
}

type Options = { answers?: number; waitMs?: number; halfClose?: boolean; head?: boolean }

/**
 * Sends bytes as they are and reads until `answers` have come (1 unless said otherwise) or the server hangs up, at most
 * for `waitMs` (5 s). `halfClose`: says at once that nothing more follows. `head`: answers come without their bodies.
 */
export async function speak(url: string, bytes: string | Uint8Array, options: Options = {}): Promise<Talk> {
  const { answers: wanted = 1, waitMs = 5000, halfClose = false, head = false } = options
  const socket = await dial(url)
  const began = performance.now()
  const received: Buffer[] = []
  const text = () => Buffer.concat(received).toString('utf8')
  socket.write(bytes)
  if (halfClose) socket.end()
  const closed = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, waitMs, false)
    const settle = (isClosed: boolean) => {
      clearTimeout(timer)
      resolve(isClosed)
    }
    socket.on('data', (data) => {
      received.push(data)
      if (readAnswers(Buffer.concat(received), head).length >= wanted) settle(false)
    })
    socket.on('end', () => settle(true)).on('close', () => settle(true))
  })
  socket.destroy()
  return { answers: readAnswers(Buffer.concat(received), head), text: text(), closed, ms: performance.now() - began }
}

/** An open connection; what the other side does to it later (reset, close) is no error of ours. */
export async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  socket.on('error', () => {})
  return socket
}

/** The whole request as bytes: lines are joined with CRLF, the body follows as it is. */
export function request(lines: readonly string[], body: string | Uint8Array = ''): Buffer {
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}

function readAnswers(bytes: Buffer, head: boolean): WireAnswer[] {
  const answers: WireAnswer[] = []
  for (let rest = bytes; ; ) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return answers
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n')
    const headers = Object.fromEntries(lines.map((line) => splitHeader(line)))
    const length = head ? 0 : Number(headers['content-length'] ?? 0)
    const body = rest.subarray(end + 4, end + 4 + length)
    if (body.length < length) return answers
    const text = body.toString('utf8')
    const status = Number(first.split(' ')[1])
    if (status >= 200) answers.push({ status, headers, text, body: parsed(text) })
    rest = rest.subarray(end + 4 + length)
  }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
