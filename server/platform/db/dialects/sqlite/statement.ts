import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

export type Row = Record<string, unknown>

export type StatementResult = { rows: Row[]; changes: number | bigint; lastId: number | bigint }

const noRows: Row[] = []

/**
 * One prepared statement. Rows are read as arrays and given the ordinary prototype here:
 * node:sqlite's own rows have none and serialize two to three times slower.
 */
export class Statement {
  readonly #prepared: StatementSync
  #columns: string[]

  constructor(db: DatabaseSync, sql: string) {
    this.#prepared = db.prepare(sql)
    this.#prepared.setReturnArrays(true)
    this.#columns = this.#columnNames()
  }

  execute(values: readonly SQLInputValue[]): StatementResult {
    if (this.#columns.length > 0) return { rows: this.#read(values), changes: 0, lastId: 0 }
    const { changes, lastInsertRowid } = this.#prepared.run(...values)
    return { rows: noRows, changes, lastId: lastInsertRowid }
  }

  /** Reads row by row; the statement must not be executed again before the iteration ends. */
  *iterate(values: readonly SQLInputValue[]): Generator<Row> {
    for (const cells of this.#prepared.iterate(...values)) yield this.#row(cells as unknown as unknown[])
  }

  #read(values: readonly SQLInputValue[]): Row[] {
    const found = this.#prepared.all(...values) as unknown as unknown[][]
    // `select *` after another process changed the table: SQLite prepared the statement anew, with other columns
    if (found[0] !== undefined && found[0].length !== this.#columns.length) this.#columns = this.#columnNames()
    return found.map((cells) => this.#row(cells))
  }

  #row(cells: unknown[]): Row {
    const row: Row = {}
    for (let at = 0; at < cells.length; at++) row[this.#columns[at] as string] = cells[at]
    return row
  }

  #columnNames(): string[] {
    return this.#prepared.columns().map((column) => column.name)
  }
}
