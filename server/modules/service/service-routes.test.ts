import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'
import { recordStatements } from '../../test-kit/statement-plans.ts'

const sent = recordStatements()

const token = 'metrics-token-0123456789'
const guarded = ['/health/live', '/health/ready', '/metrics']
const name = 'crm.example.com'

test('anybody may ask whether somebody is there', async () => {
  for (const env of [{}, publicEnv]) {
    const crm = await startCrm({ env })
    const answer = await crm.anonymous.get('/ping')
    assert.deepEqual([answer.status, answer.body], [200, { ok: true }])
  }
})

test('health says what works, broker included, and metrics are Prometheus text', async () => {
  const crm = await startCrm()
  const ready = await crm.anonymous.get('/health/ready')
  assert.deepEqual(
    [ready.status, ready.body],
    [200, { status: 'ok', checks: { database: 'ok', events: 'ok', broker: 'not_used' } }],
  )
  assert.deepEqual((await crm.anonymous.get('/health/live')).body, ready.body)
  await crm.anonymous.get('/courses')
  const metrics = await crm.anonymous.get('/metrics')
  assert.match(String(metrics.headers['content-type']), /^text\/plain/)
  assert.match(metrics.text, /^http_request_duration_seconds_count\{method="GET",route="\/courses",status="200"\} 1$/m)
  assert.match(metrics.text, /^consumer_group_lag\{group="audit-trail"\} \d+$/m)
  assert.match(metrics.text, /^database_commits_total \d+$/m)
})

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

test('without a token health and metrics are for this machine alone, with nothing in between', async () => {
  for (const env of [{}, publicEnv]) {
    const crm = await startCrm({ env })
    for (const path of guarded) {
      assert.equal((await crm.anonymous.get(path, { host: '127.0.0.1' })).status, 200, path)
      for (const says of [
        { 'x-forwarded-for': '10.0.0.1' },
        { forwarded: 'for=1.1.1.1' },
        { via: '1.1 x' },
        { 'x-real-ip': '1.1.1.1' },
      ]) {
        const answer = await crm.anonymous.get(path, { host: 'PUBLIC_URL' in env ? name : '127.0.0.1', ...says })
        assertRefused(answer, 401, 'authentication_required')
      }
    }
  }
})

test('with METRICS_TOKEN a monitor may ask this process by any address, and a stranger by none', async () => {
  const crm = await startCrm({ env: { ...publicEnv, METRICS_TOKEN: token } })
  for (const path of guarded) {
    const ask = (authorization: string) => crm.anonymous.get(path, { host: '10.0.0.5:8000', authorization })
    assert.equal((await ask(`Bearer ${token}`)).status, 200, path)
    for (const wrong of [`Bearer ${token}x`, '']) assertRefused(await ask(wrong), 421, 'wrong_host')
  }
})

test('with METRICS_TOKEN other machines ask by the right token only', async () => {
  const crm = await startCrm({ env: { ...publicEnv, METRICS_TOKEN: token } })
  for (const path of guarded) {
    const ask = (authorization: string) => crm.anonymous.get(path, { host: name, authorization })
    assert.equal((await ask(`Bearer ${token}`)).status, 200, path)
    for (const wrong of [`Bearer ${token}x`, 'Bearer ', `Basic ${token}`, token, '']) {
      assertRefused(await ask(wrong), 401, 'authentication_required')
    }
    assertRefused(await crm.anonymous.get(path, { host: name }), 401, 'authentication_required')
  }
})
