import { Failure } from '#platform/failure.ts'

const BUSY = 5
const READONLY = 8
const FULL = 13
/** NOMEM, READONLY, IOERR, CORRUPT, CANTOPEN, PROTOCOL, NOTADB: nothing more can be promised on this connection. */
const broken = new Set([7, READONLY, 10, 11, 14, 15, 26])

/** SQLite's result code with its extension, or undefined when the error is not SQLite's. */
export function resultCode(error: unknown): number | undefined {
  const code = error instanceof Error ? (error as Error & { errcode?: unknown }).errcode : undefined
  return typeof code === 'number' ? code : undefined
}

/** Another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY
}

/** CORRUPT or NOTADB: the file is no whole database. */
export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error)
  return code === 11 || code === 26
}

/** A statement that writes was given to the read-only connection: a bug of the caller. */
export function isWriteRefused(error: unknown): boolean {
  return resultCode(error) === READONLY
}

/** The refusal for an error after which the whole transaction is lost: `storage_full` or `unavailable`, its cause attached; else undefined. */
export function storageFailure(error: unknown): Failure | undefined {
  const code = primaryCode(error)
  if (code === FULL) return withCause(new Failure('storage_full'), error)
  return code !== undefined && broken.has(code) ? withCause(new Failure('unavailable'), error) : undefined
}

export function withCause(failure: Failure, cause: unknown): Failure {
  failure.cause = cause
  return failure
}

function primaryCode(error: unknown): number | undefined {
  const code = resultCode(error)
  return code === undefined ? undefined : code & 0xff
}
