import { errorTexts, fill, type Locale } from '#contract/error-texts.ts'
import type { BulkAnswer } from '#contract/http/bulk.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import { type Bulk, listRefused } from './bulk-store.ts'
import { undoableUntil } from './undo-bulk.ts'

const mostRefusals = 100

export async function presentBulk(reader: Reader, bulk: Bulk, locale: Locale): Promise<BulkAnswer> {
  const { id, entity, change, total, changed, unchanged, refused, finishedAt } = bulk
  const refusals = refused > 0 ? await listRefused(reader, id, mostRefusals) : []
  const until = undoableUntil(bulk)
  return {
    id,
    entity,
    change,
    state: finishedAt === null ? 'running' : 'done',
    total,
    changed,
    unchanged,
    refused,
    refusals: refusals.map(([row, code, facts]) => ({ id: row, code, detail: fill(errorTexts[code][locale], facts) })),
    undo_until: until === null ? null : isoTime(new Date(until)),
    created_at: isoTime(new Date(bulk.createdAt)),
    finished_at: finishedAt === null ? null : isoTime(new Date(finishedAt)),
  }
}
