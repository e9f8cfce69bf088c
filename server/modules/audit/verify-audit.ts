import type { Reader } from '#platform/db/database.ts'
import { chainStart, entryHash, personalDigest } from './audit-chain.ts'
import { type AuditRow, listChains, readChain } from './audit-store.ts'
import { findMissingEnds, readProgress } from './find-missing-ends.ts'
import { recordEveryEvent } from './record-on-every-event.ts'

export type Break = {
  topic: string
  partition: number
  position: number
  reason: 'missing' | 'missing_end' | 'changed' | 'personal_changed'
}
export type AuditReport = { chains: number; entries: number; blanked: number; breaks: readonly Break[] }

const batch = 1000

/**
 * Computes every chain again, and compares its end with how far the trail has come. A break is reported once per chain:
 * behind it nothing can be trusted.
 */
export async function verifyAudit(reader: Reader): Promise<AuditReport> {
  const progress = await readProgress(reader, recordEveryEvent.group)
  const chains = await listChains(reader)
  const reports = []
  for (const chain of chains) reports.push(await verifyChain(reader, chain))
  return {
    chains: chains.length,
    entries: reports.reduce((sum, report) => sum + report.entries, 0),
    blanked: reports.reduce((sum, report) => sum + report.blanked, 0),
    breaks: [
      ...reports.flatMap((report) => report.broken ?? []),
      ...(await findMissingEnds(reader, recordEveryEvent.group, progress)),
    ],
  }
}

type ChainReport = { entries: number; blanked: number; broken: Break | null }

async function verifyChain(reader: Reader, chain: { topic: string; partition: number }): Promise<ChainReport> {
  let previous = { position: 0, hash: chainStart }
  let blanked = 0
  for (;;) {
    const rows = await readChain(reader, chain, previous.position, batch)
    for (const row of rows) {
      const reason = reasonOfBreak(previous, row)
      if (reason) return { entries: previous.position, blanked, broken: { ...chain, position: row.position, reason } }
      if (row.personal === null) blanked++
      previous = row
    }
    if (rows.length < batch) return { entries: previous.position, blanked, broken: null }
  }
}

function reasonOfBreak(previous: { position: number; hash: string }, row: AuditRow): Break['reason'] | null {
  if (row.position !== previous.position + 1) return 'missing'
  if (row.hash !== entryHash(previous.hash, row)) return 'changed'
  const intact = row.personal === null || personalDigest(row.salt ?? '', row.personal) === row.personal_digest
  return intact ? null : 'personal_changed'
}
