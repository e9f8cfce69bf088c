import { call, queryOf } from './api.ts'

type Row = Readonly<Record<string, unknown>>

/** One line per row, for Excel too: no cell that a spreadsheet would run as a formula. */
export function toCsvLines(fields: readonly string[], rows: readonly Row[]): string {
  return rows.map((row) => `${fields.map((field) => cellOf(row[field])).join(',')}\r\n`).join('')
}

/** UTF-8 with its mark, which Excel needs, and the names of the fields. */
export function csvHead(fields: readonly string[]): string {
  return `\ufeff${fields.join(',')}\r\n`
}

function cellOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = String(value ?? '')
  const tame = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

type Progress = { signal: AbortSignal; onRows: (count: number) => void }

/**
 * Everything a list's question gives, read to its end by cursor: rows that come meanwhile neither double nor hide one. Each
 * thousand becomes text by itself, so that the page never stops for the whole of it.
 */
export async function downloadCsv(
  path: string,
  question: Readonly<Record<string, string>>,
  fields: readonly string[],
  { signal, onRows }: Progress,
): Promise<void> {
  const parts = [csvHead(fields)]
  let count = 0
  let next: string | null = path + queryOf({ ...question, limit: 1000 })
  next += `${next.includes('?') ? '&' : '?'}cursor=`
  while (next) {
    const answer: { body: Row[]; next: string | null } = await call<Row[]>('GET', next, { signal })
    parts.push(toCsvLines(fields, answer.body))
    count += answer.body.length
    onRows(count)
    next = answer.next
  }
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${path.slice(1)}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
