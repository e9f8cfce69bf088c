import { call, queryOf } from './api.ts'

type Row = Readonly<Record<string, unknown>>

/** One line per row, for Excel too: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula. */
export function toCsv(fields: readonly string[], rows: readonly Row[]): string {
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field]))]
  return `\ufeff${lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = String(value ?? '')
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

/** Everything a list's question gives, read to its end by cursor: rows that come meanwhile neither double nor hide one. */
export async function downloadCsv(
  path: string,
  question: Readonly<Record<string, string>>,
  fields: readonly string[],
): Promise<void> {
  const rows: Row[] = []
  let next: string | null = path + queryOf({ ...question, limit: 1000 })
  next += `${next.includes('?') ? '&' : '?'}cursor=`
  while (next) {
    const answer: { body: Row[]; next: string | null } = await call<Row[]>('GET', next)
    rows.push(...answer.body)
    next = answer.next
  }
  const address = URL.createObjectURL(new Blob([toCsv(fields, rows)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${path.slice(1)}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
