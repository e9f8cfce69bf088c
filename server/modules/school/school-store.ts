import type { Selectable } from 'kysely'
import type { Locale } from '#contract/error-texts.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, insertUnlessThere } from '#platform/db/rows.ts'
import type { School } from './school-rules.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    school_settings: SchoolSettingsTable
  }
}

/** At most one row, id 1. */
type SchoolSettingsTable = { id: number; name: string; locale: Locale; updated_at: number; version: number }

const untouched: School = { name: 'Mini-CRM', locale: 'ru', version: 1 }

export async function getSchool(reader: Reader): Promise<School> {
  const row = await reader.selectFrom('school_settings').selectAll().where('id', '=', 1).executeTakeFirst()
  return row ? schoolOf(row) : untouched
}

/** Locked until the transaction ends; made where nobody has changed anything yet. */
export async function lockSchool(tx: Tx, now: Date): Promise<School> {
  await insertUnlessThere(tx, 'school_settings', { id: 1, ...untouched, updated_at: now.getTime() }, ['id'])
  const row = await forUpdate(
    tx.selectFrom('school_settings').selectAll().where('id', '=', 1),
  ).executeTakeFirstOrThrow()
  return schoolOf(row)
}

export async function saveSchool(tx: Tx, school: School, now: Date): Promise<void> {
  const set = { ...school, updated_at: now.getTime() }
  await tx.updateTable('school_settings').set(set).where('id', '=', 1).execute()
}

function schoolOf({ name, locale, version }: Selectable<SchoolSettingsTable>): School {
  return { name, locale, version }
}
