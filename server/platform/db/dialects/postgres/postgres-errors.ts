import pg from 'pg'
import { Failure } from '#platform/failure.ts'
import { LostConnection } from '../server/server-session.ts'

/** Shutdowns, connection exceptions, too many connections; and plans that other columns have made void. */
const lost = /^(57P0[1-4]|08...|53300|25P03)$/
const stalePlan = 'cached plan must not change result type'

/** PostgreSQL's word for it → ours; an error about the statement itself stays as it is. */
export function translated(error: unknown): unknown {
  if (error instanceof Failure || error instanceof RangeError || error instanceof TypeError) return error
  if (!(error instanceof pg.DatabaseError)) return new LostConnection(error)
  const code = error.code ?? ''
  if (lost.test(code) || error.message === stalePlan) return new LostConnection(error)
  if (code === '53100') return Object.assign(new Failure('storage_full'), { cause: error })
  if (code === '57014' || code === '53200') return Object.assign(new Failure('overloaded'), { cause: error })
  if (code === '25006' || code.startsWith('58')) return Object.assign(new Failure('unavailable'), { cause: error })
  return error
}

/** Why no connection can be made, in words for whoever starts the program; undefined when it is nothing to be put right there. */
export function postgresStartProblem(error: unknown): string | undefined {
  const code = (error as { code?: string } | null)?.code
  if (code === '28P01' || code === '28000') return 'имя или пароль не подходят, или вход с этой машины не разрешён'
  if (code === '3D000') return 'такой базы на сервере нет; создайте её: createdb ИМЯ'
  if (code === '57P03') return 'сервер ещё запускается или останавливается'
  return undefined
}
