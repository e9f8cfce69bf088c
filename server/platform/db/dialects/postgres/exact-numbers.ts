import pg from 'pg'
import { exactNumber } from '../exact-number.ts'

const exact = new Set([20, 1700])

/** bigint and numeric arrive as text; what no JavaScript number can hold exactly is an error, never a wrong number. */
export const exactNumbers: pg.CustomTypesConfig = {
  getTypeParser(type, format) {
    return exact.has(type) ? exactNumber : pg.types.getTypeParser(type, format)
  },
}
