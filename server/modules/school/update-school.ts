import type { ChangeSchoolSettings } from '#contract/http/school.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { checkVersion } from '#platform/http/etag.ts'
import { changeSchool, type School } from './school-rules.ts'
import { lockSchool, saveSchool } from './school-store.ts'

/** Throws version_conflict when `expected` does not name the version of now. */
export async function updateSchool(
  tx: Tx,
  actor: Actor,
  change: ChangeSchoolSettings,
  expected: readonly string[] | null,
  now: Date,
): Promise<School> {
  const before = await lockSchool(tx, now)
  checkVersion(expected, before.version)
  const { school, happened } = changeSchool(before, actor.userId ?? 0, change, now)
  if (happened.length === 0) return before
  await saveSchool(tx, school, now)
  await appendEvents(tx, actor, happened)
  return school
}
