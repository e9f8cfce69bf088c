import type { App } from '#platform/http/typed-app.ts'

export type Answer = { status: number; body: any; text: string; headers: Record<string, string | string[] | undefined> }
type Headers = Record<string, string>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

/** Somebody who calls the API, signed in or not. Every call goes through the whole HTTP stack. */
export class Caller {
  readonly #app: App
  readonly headers: Headers

  constructor(app: App, host: string, headers: Headers = {}) {
    this.#app = app
    this.headers = { host, ...headers }
  }

  get = (path: string, headers?: Headers) => this.send('GET', path, undefined, headers)
  post = (path: string, body?: unknown, headers?: Headers) => this.send('POST', path, body, headers)
  put = (path: string, body?: unknown, headers?: Headers) => this.send('PUT', path, body, headers)
  patch = (path: string, body?: unknown, headers?: Headers) => this.send('PATCH', path, body, headers)
  delete = (path: string, headers?: Headers) => this.send('DELETE', path, undefined, headers)

  async send(method: Method, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const json =
      body === undefined ? {} : { payload: JSON.stringify(body), type: { 'content-type': 'application/json' } }
    const answer = await this.#app.inject({
      method,
      url: path,
      headers: { ...this.headers, ...json.type, ...headers },
      ...(json.payload !== undefined && { payload: json.payload }),
    })
    return {
      status: answer.statusCode,
      body: parsed(answer.payload),
      text: answer.payload,
      headers: answer.headers as Answer['headers'],
    }
  }

  /** The same caller with the cookie of an answer. */
  withCookie(answer: Answer): Caller {
    const cookie = [answer.headers['set-cookie']]
      .flat()
      .map((line) => line?.split(';')[0])
      .join('; ')
    return this.with({ cookie })
  }

  with(headers: Headers): Caller {
    const { host = '', ...rest } = this.headers
    return new Caller(this.#app, host, { ...rest, ...headers })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
