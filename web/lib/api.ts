import type { ErrorCode } from '#contract/errors.ts'
import { connection } from './connection.ts'
import { preferences } from './preferences.ts'
import { sessionOver } from './session-over.ts'

export type FieldProblem = { loc: (string | number)[]; msg: string; type: string }
type Facts = Readonly<Record<string, unknown>>

/** What the API refused, in the reader's language. `offline`: it could not be asked. */
export class Refusal extends Error {
  readonly code: ErrorCode | 'offline'
  readonly status: number
  readonly requestId: string
  readonly fields: readonly FieldProblem[]
  readonly facts: Facts

  constructor(refused: {
    code: ErrorCode | 'offline'
    status: number
    requestId?: string
    detail: unknown
    facts?: Facts
  }) {
    const fields = Array.isArray(refused.detail) ? (refused.detail as FieldProblem[]) : []
    super(fields.length > 0 ? fields.map(({ msg }) => msg).join('. ') : String(refused.detail))
    this.code = refused.code
    this.status = refused.status
    this.requestId = refused.requestId ?? ''
    this.fields = fields
    this.facts = refused.facts ?? {}
  }
}

export type Answer<Body> = { body: Body; total: number | null; next: string | null }
type Options = {
  body?: unknown
  signal?: AbortSignal
  /** The version this change is based on; the server answers 412 when there is a newer one. */
  ifVersion?: number
  headers?: Record<string, string>
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

let onExpired: () => void = () => {}
/** Told when the server no longer knows our session. */
export function whenExpired(tell: () => void): void {
  onExpired = tell
}

/** One call of the public API. Throws a `Refusal`; an abort stays an abort. */
export async function call<Body>(method: Method, path: string, options: Options = {}): Promise<Answer<Body>> {
  // Behind the door nobody looks: the page asks again when somebody has signed in.
  if (method === 'GET' && path !== '/session' && sessionOver.now())
    throw new Refusal({ code: 'authentication_required', status: 401, detail: '' })
  const response = await send(method, path, options)
  if (!response.ok) throw await refusalOf(response, path)
  return {
    body: (await response.json()) as Body,
    total: numberIn(response.headers.get('x-total-count')),
    next: /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null,
  }
}

async function send(method: Method, path: string, { body, signal, ifVersion, headers }: Options): Promise<Response> {
  const request: RequestInit = {
    method,
    headers: {
      'accept-language': preferences.now().language,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifVersion !== undefined && { 'if-match': `"${ifVersion}"` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }
  try {
    const response = await fetch(path, request)
    connection.worked()
    return response
  } catch (error) {
    if (signal?.aborted) throw error
    connection.failed()
    throw new Refusal({ code: 'offline', status: 0, detail: '' })
  }
}

async function refusalOf(response: Response, path: string): Promise<Refusal> {
  const text = await response.text()
  const body = parsed(text)
  if (response.status === 401 && body.code === 'authentication_required' && path !== '/login') onExpired()
  return new Refusal({
    code: body.code ?? 'internal',
    status: response.status,
    requestId: body.request_id ?? response.headers.get('x-request-id') ?? '',
    detail: body.detail ?? response.statusText,
    facts: body.facts ?? {},
  })
}

type ErrorText = { code?: ErrorCode; request_id?: string; detail?: unknown; facts?: Facts }

function parsed(text: string): ErrorText {
  try {
    return JSON.parse(text) as ErrorText
  } catch {
    return {}
  }
}

function numberIn(header: string | null): number | null {
  return header === null ? null : Number(header)
}

/** A key for a creating call: repeated by a nervous finger or a lost answer, it has one effect. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `?a=1&b=2` of what is set; empty when nothing is. */
export function queryOf(fields: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return set.length > 0 ? `?${new URLSearchParams(set)}` : ''
}
