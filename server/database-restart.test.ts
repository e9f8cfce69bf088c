import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverOnly, testDialect } from '#platform/db/testing/test-database.ts'
import { restartDatabase } from '../faults/database-restart.ts'

const { TEST_POSTGRES_URL, TEST_MYSQL_URL } = process.env
const isNamed = (TEST_POSTGRES_URL ?? TEST_MYSQL_URL) !== undefined
const skip = serverOnly || (isNamed && 'stops a server of its own, which needs the packages on this machine')

test('R12: a database that ends at once under load, or freezes, is served again by itself', { skip }, async (t) => {
  const kind = testDialect === 'postgres' ? 'PostgreSQL' : 'MariaDB'
  const { acknowledged, retried } = await restartDatabase(t, kind, { stops: 2, freezeMs: 2_000 })
  assert.ok(acknowledged > 20, `only ${acknowledged} writes were acknowledged`)
  assert.ok(retried > 0, 'no request was cut off: the stops came at harmless moments')
})
