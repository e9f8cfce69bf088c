import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartProblem } from '#platform/start-problem.ts'
import { readConfig } from './config.ts'
import type { Environment } from './settings.ts'

const secret = 'a-long-and-random-enough-secret-key-42'
const publicSettings = { PUBLIC_URL: 'https://crm.example.com', SECRET_KEY: secret }

test('without any setting the mode is local, on 127.0.0.1:8000, with a database beside the program', () => {
  const { mode, host, port, dbUrl, secretKey } = readConfig({})
  assert.deepEqual(
    { mode, host, port, dbUrl, secretKey },
    {
      mode: 'local',
      host: '127.0.0.1',
      port: 8000,
      dbUrl: 'sqlite:///./crm.db',
      secretKey: null,
    },
  )
})

test('the .env of the brief is a local one', () => {
  const config = readConfig({
    DB_URL: 'sqlite:///./test.db',
    SECRET_KEY: 'your-secret-key',
    KAFKA_BOOTSTRAP_SERVERS: 'localhost:9092',
  })
  assert.equal(config.mode, 'local')
})

test('PUBLIC_URL makes the mode public on any host', () => {
  assert.equal(readConfig(publicSettings).mode, 'public')
  assert.equal(readConfig({ ...publicSettings, HOST: '0.0.0.0' }).mode, 'public')
  assert.equal(
    readConfig({ ...publicSettings, TRUSTED_PROXIES: '10.0.0.0/8, ::1', NODE_ENV: 'production' }).mode,
    'public',
  )
})

test('whatever others can reach without a PUBLIC_URL is refused, and the message says why', () => {
  assert.match(refusalOf({ HOST: '0.0.0.0', SECRET_KEY: secret }), /PUBLIC_URL не задан.*HOST=0\.0\.0\.0/)
  assert.match(refusalOf({ HOST: '192.168.1.5', SECRET_KEY: secret }), /PUBLIC_URL не задан/)
  assert.match(refusalOf({ TRUSTED_PROXIES: '10.0.0.1', SECRET_KEY: secret }), /PUBLIC_URL не задан.*TRUSTED_PROXIES/)
  assert.match(refusalOf({ NODE_ENV: 'production', SECRET_KEY: secret }), /PUBLIC_URL не задан.*NODE_ENV=production/)
})

test('a missing, short, well-known or monotonous secret is refused in public mode only', () => {
  for (const key of [
    '',
    'your-secret-key',
    'only-thirty-one-characters-long',
    'a'.repeat(64),
    'abcabcabcabcabcabcabcabcabcabcabcabc',
    'your-super-secret-key-change-in-production',
    'at-least-32-random-characters-here',
    '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
  ]) {
    const message = refusalOf({ ...publicSettings, SECRET_KEY: key })
    assert.match(message, /SECRET_KEY/)
    assert.ok(key === '' || !message.includes(key), 'the message repeats the secret')
    assert.equal(readConfig({ SECRET_KEY: key }).mode, 'local')
  }
})

test('every problem is named in one message', () => {
  const wrong = {
    PORT: '70000',
    LOG_LEVEL: 'loud',
    LOG_FORMAT: 'xml',
    REGISTRATION: 'maybe',
    DOCS: 'yes',
    METRICS_TOKEN: 'short',
    TRUSTED_PROXIES: '10.0.0.0/99',
    SESSION_IDLE_HOURS: '24,8',
    SMTP_URL: 'http://mail',
    MAIL_FROM: 'nobody',
    EVENTS_RETENTION_DAYS: '0',
  }
  const message = refusalOf(wrong)
  const problems = message.split('\n').slice(1)
  for (const name of [...Object.keys(wrong), 'PUBLIC_URL', 'SECRET_KEY']) {
    assert.ok(
      problems.some((line) => line.includes(name)),
      `${name} is not named in:\n${message}`,
    )
  }
})

test('a single wrong value is refused', () => {
  const wrong: Environment[] = [
    { PORT: '-1' },
    { PORT: '8e3' },
    { PORT: '80.5' },
    { PUBLIC_URL: 'crm.example.com' },
    { PUBLIC_URL: 'ftp://crm.example.com' },
    { PUBLIC_URL: 'https://user:pass@crm.example.com' },
    { PUBLIC_URL: 'https://crm.example.com/path' },
    { SESSION_IDLE_HOURS: '24,8,0' },
    { SESSION_IDLE_HOURS: '24,8,x' },
    { TRUSTED_PROXIES: 'everybody' },
    { SMTP_URL: 'http://mail.example.com', MAIL_FROM: 'school@example.com' },
    { MAIL_FROM: 'a@b\r\nBcc: c@d', SMTP_URL: 'smtp://mail' },
    { MAIL_FROM: '', SMTP_URL: 'smtp://mail' },
  ]
  for (const setting of wrong)
    assert.match(
      refusalOf({ ...publicSettings, ...setting }),
      new RegExp(Object.keys(setting)[0] ?? ''),
      JSON.stringify(setting),
    )
})

test('an empty variable counts as unset', () => {
  assert.equal(readConfig({ PUBLIC_URL: '', PORT: ' ', TRUSTED_PROXIES: '' }).mode, 'local')
})

function refusalOf(environment: Environment): string {
  try {
    readConfig(environment)
  } catch (error) {
    assert.ok(error instanceof StartProblem)
    return error.message
  }
  return assert.fail(`accepted: ${JSON.stringify(environment)}`)
}
