import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCrm } from '../../test-kit/start-crm.ts'
import { recordStatements } from '../../test-kit/statement-plans.ts'

const sent = recordStatements()

test('failed events show in health, which never reads the log for it and so is as quick when consumers are far behind', async () => {
  const crm = await startCrm()
  await crm.settled()
  const failed = { group_name: 'audit-trail', topic: 'user-events' as const, partition: 0, error: '', failed_at: 0 }
  sent.clear()
  const healthAfter = async (state: 'parked' | 'dead') => {
    const row = { ...failed, seq: 1, key: '1', type: 'user.created', state, attempts: 1, next_at: Date.now() * 2 }
    await crm.db.inTransaction((tx) => tx.insertInto('event_failures').values(row).execute())
    const { status, body } = await crm.anonymous.get('/health/ready')
    return [status, body.checks.events]
  }
  assert.deepEqual(await healthAfter('parked'), [200, 'retrying'])
  assert.deepEqual(await healthAfter('dead'), [200, 'dead_letters'])
  assert.ok(sent.size > 0)
  assert.deepEqual(
    [...sent.keys()].filter((sql) => /from ["`]events["`]/.test(sql)),
    [],
  )
})
