import { Agent, type IncomingMessage, request } from 'node:http'

// biome-ignore lint/suspicious/noExplicitAny: a fault test reads whatever the answer holds
export type Reply = { status: number; body: any; headers: IncomingMessage['headers'] }

/**
 * What became of a request. `refused`: no connection, so it was certainly not taken; `unanswered`: it was sent, and not
 * a byte came back; `broken`: an answer began and did not end.
 */
export type Fate =
  | { kind: 'answered'; reply: Reply }
  | { kind: 'refused' | 'unanswered' | 'broken'; error: NodeJS.ErrnoException }

export type Call = {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
  /** Milliseconds after which the client gives up; the fate is then `unanswered`. */
  timeoutMs?: number
}

/** A client with connections of its own that stay open, as browsers' and services' do. */
export class Client {
  readonly #base: URL
  readonly #agent: Agent
  cookie: string | undefined

  constructor(url: string, options: { connections?: number; cookie?: string | undefined; from?: string } = {}) {
    this.#base = new URL(url)
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: options.connections ?? 64,
      ...(options.from && { localAddress: options.from }),
    })
    this.cookie = options.cookie
  }

  /** Never rejects. */
  send(call: Call): Promise<Fate> {
    return new Promise((resolve) => {
      const text = call.body === undefined ? undefined : JSON.stringify(call.body)
      const outgoing = request(this.#base, {
        agent: this.#agent,
        method: call.method,
        path: call.path,
        headers: this.#headers(call, text),
        ...(call.timeoutMs && { signal: AbortSignal.timeout(call.timeoutMs) }),
      })
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ kind: error.code === 'ECONNREFUSED' ? 'refused' : 'unanswered', error }),
      )
      outgoing.on('response', (answer) => read(answer, resolve))
      outgoing.end(text)
    })
  }

  /** For steps that must succeed; throws with the whole answer when they do not. */
  async expect(status: number, call: Call): Promise<Reply> {
    const fate = await this.send({ timeoutMs: 10_000, ...call })
    if (fate.kind === 'answered' && fate.reply.status === status) return fate.reply
    const got =
      fate.kind === 'answered' ? `${fate.reply.status} ${JSON.stringify(fate.reply.body)}` : String(fate.error)
    throw new Error(`${call.method} ${call.path}: wanted ${status}, got ${got}`)
  }

  close(): void {
    this.#agent.destroy()
  }

  #headers(call: Call, text: string | undefined): Record<string, string> {
    return {
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
      }),
      ...(this.cookie && { cookie: this.cookie }),
      ...call.headers,
    }
  }
}

function read(answer: IncomingMessage, resolve: (fate: Fate) => void): void {
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  answer.on('error', (error) => resolve({ kind: 'broken', error }))
  answer.on('close', () => {
    if (!answer.complete) return resolve({ kind: 'broken', error: new Error('the answer ended early') })
    const reply = { status: answer.statusCode ?? 0, body: parsed(chunks), headers: answer.headers }
    resolve({ kind: 'answered', reply })
  })
}

function parsed(chunks: readonly Buffer[]): unknown {
  const text = Buffer.concat(chunks).toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
