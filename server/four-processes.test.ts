import { test } from 'node:test'
import { createTestDatabase, serverOnly } from '#platform/db/testing/test-database.ts'
import { shareOneDatabase } from '../faults/four-processes.ts'

test('two processes for requests and two for events share one database', { skip: serverOnly }, async (t) => {
  const { url, drop } = await createTestDatabase()
  t.after(drop)
  await shareOneDatabase(t, url, 0)
})
