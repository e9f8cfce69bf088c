import type { Compilable, CompiledQuery, InferResult } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { dialectOf } from './dialect-of.ts'

/** Stands in a compiled query for a value that comes with each call. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query of a hot path, built and compiled once per database kind (on SQLite 6 µs instead of 23 for a session look-up).
 * `build` gets placeholders instead of values: it may pass them to Kysely, never look at them or choose by them.
 * ```ts
 * const byToken = prepared((db, given: { token: string }) => db.selectFrom('sessions').selectAll().where('token', '=', given.token))
 * const [session] = await byToken(reader, { token })
 * ```
 */
export function prepared<Given extends Readonly<Record<string, unknown>>, Q extends Compilable>(
  build: (db: Reader, given: Given) => Q,
): (db: Reader, given: Given) => Promise<InferResult<Q>> {
  const compiled = new Map<DialectName, CompiledQuery>()
  return async (db, given) => {
    const query = compiled.get(dialectOf(db)) ?? compile(db)
    const parameters = query.parameters.map((value) => (value instanceof Slot ? given[value.name] : value))
    return (await db.executeQuery({ ...query, parameters })).rows as InferResult<Q>
  }

  function compile(db: Reader): CompiledQuery {
    const query = build(db, slots<Given>()).compile()
    compiled.set(dialectOf(db), query)
    return query
  }
}

function slots<Given>(): Given {
  return new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Given
}
