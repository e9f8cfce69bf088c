import { findIdentity } from '#events/index.ts'
import type { Database, Reader } from '#platform/db/database.ts'
import { type Migrations, migrate, ownTables, unfinishedCopyTable } from '#platform/db/migrate.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { beginProgress, copiedLog } from './copy-progress.ts'

/** Makes the tables in an empty target, or finds our own unfinished copy there. Throws a `StartProblem` about any other. */
export async function prepareTarget(
  from: Reader,
  target: Database,
  migrations: Migrations,
): Promise<'new' | 'resumed'> {
  const source = await findIdentity(from)
  if (!source) throw new StartProblem('В базе из настроек ещё нет CRM: копировать нечего.')
  const tables = await ownTables(target.reader, true)
  if (tables.length === 0) {
    await beginProgress(target.reader, source.instanceId)
    await migrate(target, migrations, { copying: true })
    return 'new'
  }
  const ours = tables.includes(unfinishedCopyTable) && (await copiedLog(target.reader)) === source.instanceId
  if (!ours) throw new StartProblem('Целевая база не пуста: нужна пустая или незаконченная копия этой же CRM.')
  await migrate(target, migrations, { copying: true })
  return 'resumed'
}
