import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, DefaultQueryExecutor } from 'kysely'
import type { Database } from '#platform/db/database.ts'

export type Statement = { readonly sql: string; readonly values: readonly unknown[] }

/** From now on: every statement that this process sends to a database of any kind, each text once. */
export function recordStatements(): Map<string, Statement> {
  const sent = new Map<string, Statement>()
  const note = (sql: string, values: readonly unknown[]) => sent.set(sql, { sql, values })
  const { prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
    note(
      sql,
      Array.from(sql.matchAll(/\?/g), () => 1),
    )
    return prepare.call(this, sql)
  }
  const { executeQuery } = DefaultQueryExecutor.prototype
  DefaultQueryExecutor.prototype.executeQuery = function (this: DefaultQueryExecutor, query) {
    if (!sent.has(query.sql)) note(query.sql, query.parameters)
    return executeQuery.call(this, query) as never
  }
  return sent
}

/** The steps that cost more the longer the table is: reading it whole, or sorting more than a search has found. */
export async function costlySteps(db: Database, statement: Statement): Promise<string[]> {
  const isSearch = /search_words|found_by/.test(statement.sql)
  const { reads, sorts } = await planOf[db.dialect](db, statement)
  return isSearch ? reads : [...reads, ...sorts]
}

type Costs = { reads: string[]; sorts: string[] }
const planOf = { sqlite: sqlitePlan, postgres: postgresPlan, mysql: mysqlPlan }

async function sqlitePlan({ file }: Database, { sql, values }: Statement): Promise<Costs> {
  // a table may be walked in the order of its own key
  const inOrderOfKey = /from "\w+" order by "id" \w+ limit/.test(sql)
  const db = new DatabaseSync(String(file), { readOnly: true })
  const steps = db.prepare(`explain query plan ${sql}`).all(...(values as number[]))
  db.close()
  const told = steps.map((step) => String(step['detail']))
  return {
    reads: told.filter((step) => /^SCAN (?!found|.*USING (COVERING )?INDEX)/.test(step) && !inOrderOfKey),
    sorts: told.filter((step) => step.startsWith('USE TEMP B-TREE')),
  }
}

async function postgresPlan(db: Database, statement: Statement): Promise<Costs> {
  const told = (await explain(db, statement)).map((row) => String(row['QUERY PLAN']))
  // where the rows of a page come last, those few are put in order once more
  const isLong = (step: string) => Number(/rows=(\d+)/.exec(step)?.[1]) > onePage
  return {
    reads: told.filter((step) => step.includes('Seq Scan')),
    sorts: told.filter((step) => /(^|->)\s*Sort /.test(step) && isLong(step)),
  }
}

/** Rows that such a test asks for at once. */
const onePage = 5
/** Rows that a page may look at to find its few. */
const fewRows = 1_000

/** Where it walks along an index, MySQL says how many rows it expects to pass. What a subquery found is a table named `<…>`. */
async function mysqlPlan(db: Database, statement: Statement): Promise<Costs> {
  const steps = await explain(db, statement)
  const told = (wanted: (row: Row) => boolean) => steps.filter(wanted).map((row) => JSON.stringify(row))
  const isFound = ({ table }: Row) => String(table).startsWith('<')
  // it stops behind the page, though MySQL names every row of the index where the limit stands in a subquery
  const skips = ({ select_type, Extra }: Row) => select_type === 'DERIVED' && Extra === 'Using index'
  // a page brings the count of all rows along, which walks the smallest index there is
  const counts = ({ select_type, Extra }: Row) =>
    select_type === 'SUBQUERY' && Extra === 'Using index' && statement.sql.includes('total_count')
  const isLong = (row: Row) => row['type'] === 'index' && Number(row['rows']) > fewRows && !skips(row) && !counts(row)
  return {
    reads: told((row) => (row['type'] === 'ALL' && !isFound(row)) || isLong(row)),
    sorts: told((row) => /filesort|temporary/.test(String(row['Extra'])) && !isFound(row)),
  }
}

type Row = Record<string, unknown>

async function explain(db: Database, { sql, values }: Statement): Promise<Row[]> {
  return (await db.reader.executeQuery(CompiledQuery.raw(`explain ${sql}`, [...values]))).rows as Row[]
}
