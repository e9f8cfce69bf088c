import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { type ColumnType, columnTypes } from './column-types.ts'
import type { Column } from './columns.ts'
import { dialectOf } from './dialect-of.ts'

export type TableOptions = {
  /** For tables without an `id` column. */
  readonly primaryKey?: readonly string[]
  /** SQLite: the rows lie in the primary key itself, as they always do on MySQL. For small rows only. */
  readonly clustered?: boolean
  /** Each a set of columns that is unique together. */
  readonly unique?: readonly (readonly string[])[]
}

// biome-ignore lint/suspicious/noExplicitAny: a migration runs before the tables it makes have types
type Migrating = Kysely<any>

/**
 * Creates a table the same way on all three databases; STRICT on SQLite, so that a column keeps what it says. On MySQL,
 * where a crash may leave half a migration, one that is there already stays as it is.
 */
export async function createTable(
  db: Migrating,
  table: string,
  columns: Readonly<Record<string, Column>>,
  options: TableOptions = {},
): Promise<void> {
  const typeOf = await columnTypes(db)
  let draft: CreateTableBuilder<string, string> = db.schema.createTable(table)
  if (dialectOf(db) === 'mysql') draft = draft.ifNotExists()
  for (const [name, column] of Object.entries(columns)) draft = withColumn(db, draft, name, column, typeOf(column))
  for (const [name, column] of Object.entries(columns)) draft = withForeignKey(draft, table, name, column)
  if (options.primaryKey !== undefined) draft = draft.addPrimaryKeyConstraint(`${table}_key`, [...options.primaryKey])
  for (const set of uniqueSets(columns, options))
    draft = draft.addUniqueConstraint(`${table}_unique_${set.join('_')}`, [...set])
  if (dialectOf(db) === 'sqlite') draft = draft.modifyEnd(options.clustered ? sql`strict, without rowid` : sql`strict`)
  if (dialectOf(db) === 'mysql') draft = draft.modifyEnd(sql`engine = InnoDB`)
  await draft.execute()
}

/** An index named after its table and columns; on MySQL one that is there already stays. */
export async function createIndex(db: Migrating, table: string, columns: readonly string[]): Promise<void> {
  const name = `${table}_by_${columns.join('_')}`
  if (dialectOf(db) === 'mysql' && (await hasIndex(db, table, name))) return
  await db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns])
    .execute()
}

/** A new column of an existing table, nullable or with a default; on MySQL one that is there already stays. */
export async function addColumn(db: Migrating, table: string, name: string, column: Column): Promise<void> {
  if (dialectOf(db) === 'mysql' && (await hasColumn(db, table, name))) return
  const type = (await columnTypes(db))(column) as RawDataType
  await db.schema
    .alterTable(table)
    .addColumn(name, type, (drafted) => withRules(db, drafted, name, column))
    .execute()
}

async function hasColumn(db: Migrating, table: string, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = ${table} and column_name = ${name} limit 1`.execute(db)
  return rows.length > 0
}

async function hasIndex(db: Migrating, table: string, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.statistics
    where table_schema = database() and table_name = ${table} and index_name = ${name} limit 1`.execute(db)
  return rows.length > 0
}

function withColumn(
  db: Migrating,
  draft: CreateTableBuilder<string, string>,
  name: string,
  column: Column,
  type: ColumnType,
): CreateTableBuilder<string, string> {
  return draft.addColumn(name, type as RawDataType, (drafted) => {
    return column.keeps === 'id' ? withGeneratedKey(db, drafted) : withRules(db, drafted, name, column)
  })
}

function withRules(
  db: Migrating,
  drafted: ColumnDefinitionBuilder,
  name: string,
  column: Column,
): ColumnDefinitionBuilder {
  const bounded = dialectOf(db) === 'sqlite' ? withLength(drafted, name, column) : drafted
  const filled = column.default === undefined ? bounded : bounded.defaultTo(column.default)
  return column.nullable ? filled : filled.notNull()
}

type RawDataType = Parameters<CreateTableBuilder<string, string>['addColumn']>[1]

function withGeneratedKey(db: Migrating, drafted: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return dialectOf(db) === 'postgres' ? drafted.primaryKey() : drafted.primaryKey().autoIncrement()
}

/** SQLite's TEXT has no bound of its own. */
function withLength(drafted: ColumnDefinitionBuilder, name: string, { length }: Column): ColumnDefinitionBuilder {
  return length === undefined ? drafted : drafted.check(sql`length(${sql.ref(name)}) <= ${sql.lit(length)}`)
}

/** A constraint of the table, because MySQL ignores `references` at the column. */
function withForeignKey(
  draft: CreateTableBuilder<string, string>,
  table: string,
  name: string,
  { references }: Column,
): CreateTableBuilder<string, string> {
  if (references === undefined) return draft
  const [target = '', key = ''] = references.split('.')
  return draft.addForeignKeyConstraint(`${table}_${name}_exists`, [name], target, [key])
}

function uniqueSets(columns: Readonly<Record<string, Column>>, options: TableOptions): readonly (readonly string[])[] {
  const alone = Object.keys(columns).filter((name) => columns[name]?.unique)
  return [...alone.map((name) => [name]), ...(options.unique ?? [])]
}
