import type { FieldPacket } from 'mysql2'
import { exactNumber } from '../exact-number.ts'

type Row = Record<string, unknown>

const LONGLONG = 8
const NEWDECIMAL = 246

/** mysql2 gives decimals and integers beyond 2^53 as text: the first become numbers, the others an error. */
export function readExactly(result: unknown, fields: readonly FieldPacket[]): Row[] {
  const rows = result as Row[]
  const doubtful = fields.filter(({ columnType }) => columnType === LONGLONG || columnType === NEWDECIMAL)
  for (const { name } of doubtful) {
    for (const row of rows) if (typeof row[name] === 'string') row[name] = exactNumber(row[name])
  }
  return rows
}
