import {
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
} from 'kysely'

/** Kysely's MySQL with our own driver. */
export class ServerMysqlDialect implements Dialect {
  readonly #driver: () => Driver

  constructor(driver: () => Driver) {
    this.#driver = driver
  }

  createDriver(): Driver {
    return this.#driver()
  }

  createQueryCompiler(): MysqlQueryCompiler {
    return new MysqlQueryCompiler()
  }

  createAdapter(): MysqlAdapter {
    return new LocklessMysqlAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new MysqlIntrospector(db)
  }
}

/** `migrate` holds a lock of its own, which ends with its connection and is of this database alone. */
class LocklessMysqlAdapter extends MysqlAdapter {
  /** Not true: but migrations stay on the connection of their transaction, and their steps can be run again. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
