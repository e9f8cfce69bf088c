import {
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
} from 'kysely'
import { OwnSchemaIntrospector } from './own-schema.ts'

/** Kysely's PostgreSQL with our own driver. */
export class ServerPostgresDialect implements Dialect {
  readonly #driver: () => Driver

  constructor(driver: () => Driver) {
    this.#driver = driver
  }

  createDriver(): Driver {
    return this.#driver()
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }

  createAdapter(): PostgresAdapter {
    return new LocklessPostgresAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new OwnSchemaIntrospector(db)
  }
}

/** `migrate` holds a lock of its own, which ends with its transaction; Kysely's would outlive a failed one. */
class LocklessPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
