import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Generated } from 'kysely'
import { id, integer, longText, text } from '../columns.ts'
import { createTable } from '../create-table.ts'
import type { Database, Tx } from '../database.ts'
import { type Migrations, migrate } from '../migrate.ts'
import { type OpenOptions, openDatabase } from '../open.ts'
import { createTestDatabase, testDialect } from './test-database.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    scratch_notes: ScratchNotes
  }
}

type ScratchNotes = {
  id: Generated<number>
  label: string
  body: string | null
  weight: Generated<number>
  /** Only where a test adds it. */
  found_by: Generated<string | null>
}

/** The one table of this layer's own tests. */
export const notesMigration: Migrations = {
  '20260101T0000_create_notes': {
    up: (db) =>
      createTable(db, 'scratch_notes', {
        id: id(),
        label: text(40, { unique: true }),
        body: longText({ nullable: true }),
        weight: integer({ default: 1 }),
      }),
  },
}

const folders: string[] = []
process.once('exit', () => folders.forEach(removeFolder))

/** A folder that goes with the process: hooks of a test run in the order of their birth, and an open file cannot be removed on Windows. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crm-db-'))
  folders.push(folder)
  return folder
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

export function urlOf(file: string): string {
  return `sqlite:///${file.replaceAll('\\', '/')}`
}

/** A real file with the notes table, closed and removed when the test ends. */
export async function scratchFile(
  t: TestContext,
  file = join(scratchFolder(), 'notes.db'),
  options: OpenOptions = {},
): Promise<Database> {
  return openScratch(t, urlOf(file), options)
}

/** The notes table in a database of the kind this run is about, gone when the test ends. */
export async function scratchDatabase(t: TestContext, url?: string): Promise<Database> {
  return openScratch(t, url ?? (await scratchUrl(t)))
}

/** Where nothing is yet. */
export async function scratchUrl(t: TestContext): Promise<string> {
  if (testDialect === 'sqlite') return urlOf(join(scratchFolder(), 'notes.db'))
  const { url, drop } = await createTestDatabase()
  t.after(drop)
  return url
}

async function openScratch(t: TestContext, url: string, options: OpenOptions = {}): Promise<Database> {
  const db = await openDatabase(url, options)
  t.after(() => db.close())
  await migrate(db, notesMigration)
  return db
}

export async function addNote(tx: Tx, label: string): Promise<void> {
  await tx.insertInto('scratch_notes').values({ label, body: null }).execute()
}

export async function labels(db: Database): Promise<string[]> {
  const rows = await db.reader.selectFrom('scratch_notes').select('label').orderBy('label').execute()
  return rows.map((row) => row.label)
}

export function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at)
}
