import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertDecent, assertRefused, mark } from '../test-kit/bad-input/decent.ts'
import { type Operation, operationsOf } from '../test-kit/bad-input/operations.ts'
import { setStage } from '../test-kit/bad-input/stage.ts'

const stage = await setStage()
const operations = operationsOf(stage.crm)
const changes = operations.filter(({ method }) => method !== 'GET')
const long = 'x'.repeat(6000)

const garbage: Readonly<Record<string, readonly string[]>> = {
  'accept-language': [
    '',
    ',,;q=',
    '*',
    `${mark};q=9`,
    'en;q=1e99',
    '\u00ff\u00fe',
    `ru,${'en,'.repeat(1500)}`,
    '../../ru',
  ],
  accept: ['', 'text/xml', '*/*;q=0', mark],
  'accept-encoding': ['gzip;q=0, identity;q=0', mark, long],
  authorization: ['Basic', 'Bearer', 'Bearer a b', `Basic ${mark}`, long, '\u00ff'],
  'user-agent': ['', long, '\u0080\u00ff', "'; drop table sessions;--", '<script>alert(1)</script>'],
  range: ['bytes=0-', 'bytes=-1', 'bytes=9-1,2-3', mark],
  'if-none-match': ['*', '"1"', mark],
  'if-modified-since': ['yesterday', 'Thu, 31 Feb 2099 99:99:99 GMT'],
  'x-http-method-override': ['DELETE', 'TRACE'],
  'x-request-id': [mark, long, '\u00ff'],
  'x-setup-token': ['', mark, long, '__proto__'],
  'content-type': ['', ';', 'application/json;charset=\u00ff', 'application/json; charset=utf-8; charset=utf-16', long],
  referer: ['javascript:alert(1)', long],
  expect: ['200-ok', mark],
  te: ['trailers, deflate;q=0.5'],
  upgrade: ['h2c', 'websocket'],
}

// first, because some of the calls below delete what they are about
for (const operation of operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'if-match'))) {
  test(`${operation.name} finds a stale or garbled If-Match stale`, async () => {
    const tags = [
      '',
      '"0"',
      '"99999"',
      'W/"1"',
      '1',
      `"${mark}"`,
      '"',
      '""',
      '*"',
      '"1',
      "' or 1=1",
      long,
      '\u00ff',
      ',,,',
    ]
    for (const tag of tags) {
      const reply = await call(operation, { 'if-match': tag })
      assert.ok([409, 412].includes(reply.status), `${tag.slice(0, 60)}: ${reply.status} ${reply.text}`)
      assertDecent(reply, tag.slice(0, 60), operation)
    }
    await stage.assertWorksOn()
  })
}

for (const operation of operations) {
  test(`${operation.name} survives every garbled header`, async () => {
    for (const [name, values] of Object.entries(garbage)) {
      for (const value of values) {
        const reply = await call(operation, { [name]: value })
        assertDecent(reply, `${name}: ${value.slice(0, 60)}`, operation)
      }
    }
    await stage.assertWorksOn()
  })

  test(`${operation.name} takes a garbled cookie for none`, async () => {
    const cookies = [
      '',
      ';;;',
      '=',
      'session_token',
      'session_token=',
      `session_token=${mark}`,
      `session_token=${long}`,
    ]
    cookies.push('session_token=%ff%zz', 'session_token="', 'session_token=\u00ff', '__proto__=1; constructor=2')
    cookies.push(`${'a=b; '.repeat(1000)}`, "session_token=' or 1=1 --", 'SESSION_TOKEN=x')
    const open = operation.statuses.has(401) ? null : (await call(operation, { cookie: '' })).status
    for (const cookie of cookies) {
      const reply = await call(operation, { cookie })
      assertDecent(reply, cookie.slice(0, 60), operation)
      const isPublic = operation.path.startsWith('/health') || operation.path === '/metrics' || open !== null
      if (!isPublic && !operation.path.endsWith('/login')) assert.equal(reply.status, 401, cookie.slice(0, 60))
    }
    await stage.assertWorksOn()
  })
}

for (const operation of operations.filter(({ parameters }) =>
  parameters.some(({ name }) => name === 'idempotency-key'),
)) {
  test(`${operation.name} refuses every garbled Idempotency-Key and changes nothing`, async () => {
    const before = (await stage.crm.events()).length
    for (const key of ['', ' ', 'a b', 'a\tb', 'x'.repeat(256), long, '\u00ff', 'a\u00d0']) {
      assertRefused(await call(operation, { 'idempotency-key': key }), 422, key.slice(0, 60), operation)
    }
    assert.equal((await stage.crm.events()).length, before)
    await stage.assertWorksOn()
  })
}

for (const operation of changes) {
  test(`${operation.name} refuses whatever comes from another site`, async () => {
    const origins = [
      'null',
      '',
      'http://evil.example',
      'http://127.0.0.1',
      'https://127.0.0.1:1',
      'file://',
      mark,
      long,
    ]
    for (const origin of origins) assertRefused(await call(operation, { origin }), 403, `Origin: ${origin}`, operation)
    for (const site of ['cross-site', 'same-site', '', mark, 'SAME-ORIGIN', 'none, none']) {
      assertRefused(await call(operation, { 'sec-fetch-site': site }), 403, `Sec-Fetch-Site: ${site}`, operation)
    }
    await stage.assertWorksOn()
  })
}

function call(operation: Operation, headers: Record<string, string>) {
  return stage.call(operation, { headers, ...(operation.body && { body: JSON.stringify(operation.goodBody) }) })
}
