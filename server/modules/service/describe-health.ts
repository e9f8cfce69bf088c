import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HealthDetails } from '#contract/http/service.ts'
import { findIdentity, listGroups, logBegan } from '#events/index.ts'
import { countMail } from '#modules/messages/index.ts'
import { countWeakAccounts } from '#modules/users/index.ts'
import { isoTime } from '#platform/clock.ts'
import { readLastBackup } from '#platform/db/last-backup.ts'
import type { House } from '#platform/http/house.ts'
import { version } from '#platform/version.ts'
import { checksOf } from './check-health.ts'
import type { Signs } from './service-routes.ts'

const weekMs = 7 * 24 * 3_600_000
const startedAt = Math.round(Date.now() - performance.now())

/** What an administrator wants to know before somebody calls. */
export async function describeHealth(house: House, signs: Signs): Promise<HealthDetails> {
  const { db, clock, config } = house
  const mail = await countMail(db.reader, new Date(clock.now().getTime() - weekMs))
  return {
    version,
    node: process.version,
    started_at: isoTime(startedAt),
    mode: config.mode,
    checks: await checksOf(house, signs),
    database: { dialect: db.dialect, ...(await roomOf(db.file)) },
    backup: await backupOf(house),
    events: await eventsOf(house),
    mail: { sends: config.mail !== null, ...mail },
    weak_accounts: await countWeakAccounts(db.reader),
  }
}

async function roomOf(file: string | null) {
  if (file === null) return { bytes: null, free_bytes: null }
  const { bavail, bsize } = await statfs(dirname(file))
  return { bytes: statSync(file).size, free_bytes: bavail * bsize }
}

/** A database server is backed up by its own means, of which we know nothing. */
async function backupOf({ db, clock }: House): Promise<HealthDetails['backup']> {
  const last = db.file === null ? null : readLastBackup(db.file)
  const at = last === null ? null : Date.parse(last.at)
  const since = at ?? (await logBegan(db.reader))?.getTime() ?? clock.now().getTime()
  return {
    last_at: at === null ? null : isoTime(at),
    due: db.file !== null && clock.now().getTime() - since > weekMs,
  }
}

async function eventsOf({ db }: House): Promise<HealthDetails['events']> {
  const groups = await listGroups(db.reader)
  const sum = (name: 'lag' | 'parked' | 'dead') => groups.reduce((total, group) => total + group[name], 0)
  const log = await findIdentity(db.reader)
  return { last_seq: log?.lastSeq ?? 0, lag: sum('lag'), parked: sum('parked'), dead: sum('dead') }
}
