import type { Transporter } from 'nodemailer'
import type { Config } from '#platform/config/config.ts'

export type Letter = { to: string; subject: string; body: string; key: string }
export type Mailer = {
  /** false: no SMTP server is configured, messages are only stored. */
  readonly sends: boolean
  /** Throws `Refused` when the server will never take the letter, anything else when it may be tried again. */
  send(letter: Letter, signal: AbortSignal): Promise<void>
}

/** It will never be taken: the receiving server said no for good (5xx), or there is nobody to write to. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export function createMailer(mail: Config['mail']): Mailer {
  if (!mail)
    return {
      sends: false,
      send: async () => {
        throw new Error('no SMTP server is configured')
      },
    }
  let transport: Promise<Transporter> | undefined
  return {
    sends: true,
    async send({ to, subject, body, key }) {
      // The same Message-ID on every repetition lets the receiving side drop a copy.
      const messageId = `<${key}@${domainOf(mail.from)}>`
      try {
        transport ??= openTransport(mail.smtpUrl)
        await (await transport).sendMail({
          from: mail.from,
          to: { name: '', address: to },
          subject,
          text: body,
          messageId,
        })
      } catch (error) {
        throw isFinal(error) ? new Refused(shortly(error)) : new Error(shortly(error))
      }
    },
  }
}

/** Loaded with the first letter: a tenth of the start would be spent on it. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 })
}

function domainOf(from: string): string {
  return /@([^\s<>]+)/.exec(from)?.[1] ?? 'localhost'
}

function isFinal(error: unknown): boolean {
  const code = (error as { responseCode?: number }).responseCode
  return code !== undefined && code >= 500
}

/** Server answers may repeat the address: only the code is kept. */
function shortly(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return `SMTP ${[code, responseCode].filter(Boolean).join(' ') || 'error'}`
}
