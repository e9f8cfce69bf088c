import { Agent, request } from 'node:http'
import { after } from 'node:test'

export type Reply = {
  status: number
  headers: NodeJS.Dict<string | string[]>
  text: string
  body: any
}

/** A client over a real connection that sends paths, headers and bodies as they are. A server that hangs is an error. */
export class Wire {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 })
  readonly #url: URL

  constructor(url: string) {
    this.#url = new URL(url)
    after(() => this.#agent.destroy())
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string | Uint8Array): Promise<Reply> {
    const { hostname, port } = this.#url
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    return new Promise((resolve, reject) => {
      const sent = request({ agent: this.#agent, hostname, port, method, path, headers: { ...length, ...headers } })
      sent.setTimeout(5000, () => sent.destroy(new Error(`${method} ${path.slice(0, 100)} hangs`)))
      sent.on('error', reject)
      sent.on('response', (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part) => parts.push(part)).on('error', reject)
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body: parsed(text) })
        })
      })
      sent.end(body)
    })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
