import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { SMTPServer } from 'smtp-server'

export type Mailbox = {
  readonly url: string
  readonly letters: { to: string[]; text: string }[]
  /** How often somebody tried to write to this address. */
  attempts(to: string): number
}

/** A real SMTP server on a free port; `refuse` answers recipients with that code, `times` bounds how often. */
export async function startMailbox({
  refuse,
  times = Number.POSITIVE_INFINITY,
}: {
  refuse?: number
  times?: number
} = {}): Promise<Mailbox> {
  const letters: Mailbox['letters'] = []
  const tried: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      tried.push(address)
      const refused = refuse !== undefined && tried.filter((to) => to === address).length <= times
      done(refused ? Object.assign(new Error('no'), { responseCode: refuse }) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    attempts: (to) => tried.filter((address) => address === to).length,
  }
}
