// Loaded before the server by the control run of the power cut: SQLite commits without fsync (synchronous = NORMAL) while
// the server believes that it said FULL. Nor do checkpoints run, whose fsync would save what was acknowledged before it.
// The product itself has no such switch.
import { DatabaseSync } from 'node:sqlite'

const unsafe = 'pragma synchronous = normal; pragma wal_autocheckpoint = 0'
const { exec, prepare } = DatabaseSync.prototype

DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql === 'pragma synchronous = full' ? unsafe : sql)
}

DatabaseSync.prototype.prepare = function (sql, options) {
  return prepare.call(this, sql === 'pragma synchronous' ? 'select 2' : sql, options)
}
