import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { SMTPServer } from 'smtp-server'

export type Mailbox = {
  readonly url: string
  readonly letters: { to: string[]; text: string }[]
  /** How often somebody tried to write to this address. */
  attempts(to: string): number
}

type Refusing = { refuse?: number; times?: number }

/** One that ends with the test file. */
export async function startMailbox(refusing: Refusing = {}): Promise<Mailbox> {
  const mailbox = await openMailbox(refusing)
  after(() => mailbox.close())
  return mailbox
}

/** A real SMTP server on a free port; `refuse` answers recipients with that code, `times` bounds how often. */
export async function openMailbox({ refuse, times = Number.POSITIVE_INFINITY }: Refusing = {}) {
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
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    attempts: (to: string) => tried.filter((address) => address === to).length,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** The text of a letter: it travels as quoted-printable or base64. */
export function letterText(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  return body.replace(/=\r\n/g, '').replace(/=3D/g, '=')
}
