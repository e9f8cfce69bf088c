import { Invalid } from '#platform/failure.ts'

const form = /^seq:(\d{1,15})$/

/** Opaque to clients: what follows the event with this number. */
export function encodeCursor(seq: number): string {
  return Buffer.from(`seq:${seq}`).toString('base64url')
}

/** The number behind which to go on; anything that we did not write ourselves is refused with 422. */
export function decodeCursor(cursor: string): number {
  const seq = form.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1]
  if (seq === undefined || encodeCursor(Number(seq)) !== cursor) {
    throw new Invalid([{ loc: ['query', 'after'], problem: 'cursor' }])
  }
  return Number(seq)
}
