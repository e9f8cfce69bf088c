import type { Write } from '../../lib/records.ts'

/** How a cell is edited where it stands. */
export type CellEdit<Row> = {
  /** Whether whoever looks may change this very row. */
  readonly may: (row: Row) => boolean
  /** What is edited, as text. */
  readonly value: (row: Row) => string
  /** The change and its inverse; throws an Error that says what is wrong with the text. */
  readonly write: (row: Row, text: string) => { readonly change: Write; readonly inverse: Write }
  readonly choices?: readonly { value: string; label: string }[]
  readonly inputMode?: 'numeric' | 'decimal'
}

/** A field of the record itself. */
export function patchOf(field: string, after: unknown, before: unknown): { change: Write; inverse: Write } {
  const write = (value: unknown): Write => ({ method: 'PATCH', body: { [field]: value }, guess: { [field]: value } })
  return { change: write(after), inverse: write(before) }
}
