import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

const lookMs = 20
/**
 * A client that has just had an answer may have its next request on the way: it is let in for so many looks. Looks, not
 * time: whatever arrived while the event loop was held up is read between two of them.
 */
const graceLooks = { idle: 5, active: 15 }
/** Milliseconds since it was made or answered within which a connection counts as active. */
const activeMs = 1_000
/** Milliseconds. Who drips for longer is cut off: the consumers need the rest of the 10 s that a stop may take. */
const cutOffMs = 4_000
/** The system hands over one connection per turn of the event loop; after this many turns without one there is none left. */
const quietTurns = 5
/**
 * Node lets at most 511 connections wait: whoever was there when the stop came is in after so many turns, and a flood of
 * new ones cannot keep the door open. Turns, not time: one turn may be held up for longer than a second.
 */
const mostTurns = 600

/**
 * The way into a server, closed without breaking an answer. Connections that the system has already made are taken in,
 * then the port closes; requests on open connections are served and told `Connection: close`; silent ones are closed
 * after the grace. (`http.Server.close` would cut idle connections at once, under the next request.)
 */
export class Door {
  readonly #server: Server
  /** When each was made or last answered. */
  readonly #connections = new Map<Socket, number>()
  readonly #answers = new Set<ServerResponse>()
  #admitted = 0
  #closing = false

  /** Call it before the server listens. */
  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => this.#admit(socket))
    // before the app sees the request: it might answer at once
    server.prependListener('request', (request: IncomingMessage, answer: ServerResponse) =>
      this.#follow(answer, request),
    )
  }

  /** Resolves when the last answer is written and the last connection gone. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    await this.#admitWhoIsThere()
    this.#closing = true
    for (const answer of this.#answers) sayGoodbye(answer)
    const closed = this.#stopListening()
    const cutOff = setTimeout(() => this.#server.closeAllConnections(), cutOffMs)
    const started = performance.now()
    let looks = 0
    const look = setInterval(() => this.#closeWhoIsSilent(++looks, started), lookMs)
    await closed
    clearTimeout(cutOff)
    clearInterval(look)
  }

  #admit(socket: Socket): void {
    this.#admitted++
    this.#connections.set(socket, performance.now())
    socket.once('close', () => this.#connections.delete(socket))
  }

  #follow(answer: ServerResponse, { socket }: IncomingMessage): void {
    if (this.#closing) sayGoodbye(answer)
    this.#answers.add(answer)
    answer.once('close', () => {
      this.#answers.delete(answer)
      if (this.#connections.has(socket)) this.#connections.set(socket, performance.now())
    })
  }

  async #admitWhoIsThere(): Promise<void> {
    for (let turns = 0, quiet = 0; turns < mostTurns && quiet < quietTurns; turns++) {
      const before = this.#admitted
      await turn()
      quiet = this.#admitted > before ? 0 : quiet + 1
    }
  }

  #stopListening(): Promise<void> {
    return new Promise((resolve) => {
      NetServer.prototype.close.call(this.#server, () => resolve())
    })
  }

  #closeWhoIsSilent(looks: number, started: number): void {
    const busy = new Set([...this.#answers].map((answer) => answer.socket))
    for (const [socket, usedAt] of this.#connections) {
      const grace = usedAt > started - activeMs ? graceLooks.active : graceLooks.idle
      if (looks > grace && !busy.has(socket)) socket.destroy()
    }
  }
}

/** Answers that were told to come to their end. */
const leaving = new WeakSet<ServerResponse>()

/** For an answer without an end of its own: called when the server stops, at once if it already does. */
export function onGoodbye(answer: ServerResponse, end: () => void): void {
  if (leaving.has(answer)) end()
  else answer.once('goodbye', end)
}

function sayGoodbye(answer: ServerResponse): void {
  leaving.add(answer)
  answer.emit('goodbye')
  if (!answer.headersSent) answer.setHeader('connection', 'close')
}
