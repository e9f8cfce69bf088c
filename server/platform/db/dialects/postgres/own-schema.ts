import { type DatabaseIntrospector, type Kysely, PostgresIntrospector, sql, type TableMetadata } from 'kysely'

/**
 * Sees the tables of the schema that unqualified names mean, without their columns. Kysely's would look into every schema
 * of the database, and fail when a neighbour drops one of them at that moment.
 */
export class OwnSchemaIntrospector extends PostgresIntrospector implements DatabaseIntrospector {
  readonly #reader: Kysely<unknown>

  constructor(reader: Kysely<unknown>) {
    super(reader as ConstructorParameters<typeof PostgresIntrospector>[0])
    this.#reader = reader
  }

  override async getTables(
    { withInternalKyselyTables } = { withInternalKyselyTables: false },
  ): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string; schema: string }>`
      select c.relname as name, n.nspname as schema from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p') order by c.relname`.execute(this.#reader)
    return rows
      .filter(({ name }) => withInternalKyselyTables || !name.startsWith('kysely_'))
      .map(({ name, schema }) => ({ name, schema, isView: false, isForeign: false, columns: [] }))
  }
}
