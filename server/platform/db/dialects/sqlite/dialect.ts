import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { SqliteDriver, type SqlitePair } from './driver.ts'

export class NodeSqliteDialect implements Dialect {
  readonly #pair: SqlitePair

  constructor(pair: SqlitePair) {
    this.#pair = pair
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#pair)
  }

  createQueryCompiler(): QueryCompiler {
    return new OneWriterCompiler()
  }

  createAdapter(): DialectAdapter {
    return new SharedCommitAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}

class SharedCommitAdapter extends SqliteAdapter {
  /** With false, Kysely lets one transaction at a time come to the driver and no commit is ever shared. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  /** With false, migrations of several processes that start at once collide. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  override get supportsCreateIfNotExists(): boolean {
    return true
  }
}

class OneWriterCompiler extends SqliteQueryCompiler {
  /** `for update` says nothing here: the transaction already holds the only write lock. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate') super.visitSelectModifier(node)
  }
}
