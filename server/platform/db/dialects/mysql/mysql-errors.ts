import { Failure } from '#platform/failure.ts'
import { LostConnection } from '../server/server-session.ts'

/** Shutdown, broken packets, killed or idle connections, too many of them. */
const lost = new Set([1040, 1053, 1152, 1153, 1158, 1159, 1160, 1161, 1203, 1927, 2006, 2013, 4031])
/** Disk full, table full, error on writing a file. */
const full = new Set([1021, 1114, 1026, 3019])
/** Out of memory, statement interrupted or too long (both families). */
const overloaded = new Set([1037, 1038, 1041, 1317, 1969, 3024])
/** Read-only servers. */
const readOnly = new Set([1290, 1792, 1836])

type MysqlError = Error & { errno?: unknown; sqlState?: unknown }

/** MySQL's and MariaDB's word for it → ours; an error about the statement itself stays as it is. */
export function translated(error: unknown): unknown {
  if (error instanceof Failure || error instanceof RangeError || error instanceof TypeError) return error
  const { errno, sqlState } = error as MysqlError
  const number = Number(errno)
  if (sqlState === undefined || lost.has(number)) return new LostConnection(error)
  if (full.has(number)) return Object.assign(new Failure('storage_full'), { cause: error })
  if (overloaded.has(number)) return Object.assign(new Failure('overloaded'), { cause: error })
  if (readOnly.has(number)) return Object.assign(new Failure('unavailable'), { cause: error })
  return error
}

/** Why no connection can be made, in words for whoever starts the program; undefined when it is nothing to be put right there. */
export function mysqlStartProblem(error: unknown): string | undefined {
  const number = Number((error as MysqlError | null)?.errno)
  if (number === 1045 || number === 1130 || number === 1698)
    return 'имя или пароль не подходят, или вход с этой машины не разрешён'
  if (number === 1049) return 'такой базы на сервере нет; создайте её: create database ИМЯ character set utf8mb4'
  if (number === 1044) return 'такой базы на сервере нет, или у этого пользователя нет прав на неё'
  return undefined
}
