import pino, { type Logger } from 'pino'
import { textLines } from './log-text.ts'

export type Log = Logger

export type LogOptions = {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  format: 'text' | 'json'
  /** Where lines go; standard output unless a test reads them. */
  write?: (line: string) => void
}

/** JSON lines for machines, one readable line each for a person at the console. Never a password, token or body. */
export function createLog({ level, format, write }: LogOptions): Log {
  const out = write ? { write } : pino.destination({ dest: 1, sync: false })
  const stream = format === 'text' ? textLines(out) : out
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  )
}
