import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Failure } from '../failure.ts'
import { failureBody } from './answer-failure.ts'

type ParserError = Error & { code?: string; rawPacket?: unknown }
type Malformed = 'headers_too_large' | 'uri_too_long' | 'request_timeout' | 'bad_request'

/**
 * What the HTTP parser refuses never becomes a request: the answer is written to the socket, then it is closed. It waits
 * for the answer of a request before it on the same connection, or the client would take a refusal for that one's.
 */
export function answerMalformed(
  headers: Readonly<Record<string, string>>,
): (error: ParserError, socket: Socket) => void {
  return (error, socket) => {
    const refuse = () => {
      if (error.code === 'ECONNRESET' || !socket.writable || isHalfAnswered(socket)) socket.destroy()
      else answer(socket, new Failure(codeOf(error)), headers)
    }
    const before = lastOf.get(socket)
    const isWaitedFor = before?.request.complete === true && !before.response.writableFinished
    if (isWaitedFor) before.response.once('close', refuse)
    else refuse()
  }
}

/** Two requests that Node keeps away from its routes: CONNECT (405: no tunnels here) and an Expect that it does not know (ignored). */
export function answerUnusual({ server }: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    answer(socket, new Failure('method_not_allowed', { allow: ordinaryMethods }), {
      ...headers,
      allow: ordinaryMethods.join(', '),
    })
  })
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response))
}

const ordinaryMethods = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT']
const lastOf = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>()

/** To be told of every request: nothing may be written before or into the answer to one. */
export function rememberRequest(request: IncomingMessage, response: ServerResponse): void {
  lastOf.set(request.socket, { request, response })
}

function isHalfAnswered(socket: Socket): boolean {
  const response = lastOf.get(socket)?.response
  return response?.headersSent === true && !response.writableFinished
}

function answer(socket: Socket, failure: Failure, headers: Readonly<Record<string, string>>): void {
  const requestId = randomUUID()
  const body = JSON.stringify(failureBody(failure, 'ru', requestId))
  const all = {
    ...headers,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\n${lines.join('')}\r\n${body}`)
}

function codeOf({ code, rawPacket }: ParserError): Malformed {
  if (code === 'HPE_HEADER_OVERFLOW') return isAllAddress(rawPacket) ? 'uri_too_long' : 'headers_too_large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout'
  return 'bad_request'
}

/** Whether what overflowed is the request line: it began in this packet, and no line ended within the limit. */
function isAllAddress(packet: unknown): boolean {
  const start = packet instanceof Uint8Array ? Buffer.from(packet.subarray(0, 16_000)).toString('latin1') : ''
  return /^[A-Z]+ [^\r\n]+$/.test(start)
}
