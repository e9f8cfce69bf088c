import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import type { App } from './server.ts'

/** Milliseconds. A client that has just had an answer may have its next request on the way: it is let in until then. */
const graceMs = 100
/** Who drips a request or an answer for longer is cut off: the consumers need the rest of the 10 s that a stop may take. */
const cutOffMs = 4_000
const lookMs = 20

/**
 * Makes `app.close()` break no answer. The port closes at once; requests on open connections are still served and told
 * `Connection: close`; connections that stay silent are closed after the grace. Call it before `listen`.
 */
export function drainOnClose(app: App): void {
  const connections = new Set<Socket>()
  const answers = new Set<ServerResponse>()
  app.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  app.server.on('request', (_request: IncomingMessage, answer: ServerResponse) => {
    answers.add(answer)
    answer.once('close', () => answers.delete(answer))
  })
  app.addHook('preClose', async () => {
    if (app.server.listening) await drain(app, connections, answers)
  })
}

async function drain(app: App, connections: ReadonlySet<Socket>, answers: ReadonlySet<ServerResponse>): Promise<void> {
  for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close')
  const started = performance.now()
  const look = setInterval(() => {
    const passed = performance.now() - started
    if (passed > cutOffMs) app.server.closeAllConnections()
    else if (passed > graceMs) closeSilent(connections, answers)
  }, lookMs)
  await stopListening(app)
  clearInterval(look)
}

/** `http.Server.close` would cut idle connections at once, under the next request; this closes the port alone. */
function stopListening(app: App): Promise<void> {
  return new Promise((resolve) => {
    NetServer.prototype.close.call(app.server, () => resolve())
  })
}

function closeSilent(connections: ReadonlySet<Socket>, answers: ReadonlySet<ServerResponse>): void {
  const busy = new Set([...answers].map((answer) => answer.socket))
  for (const socket of connections) if (!busy.has(socket)) socket.destroy()
}
