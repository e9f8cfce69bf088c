import { test } from 'node:test'
import { assertDecent, assertRefused, mark } from '../test-kit/bad-input/decent.ts'
import { texts } from '../test-kit/bad-input/hostile-values.ts'
import { operationsOf, type Parameter, typesOf } from '../test-kit/bad-input/operations.ts'
import { setStage } from '../test-kit/bad-input/stage.ts'

const stage = await setStage()
const operations = operationsOf(stage.crm)

/** Path segments that are no id, as they stand in the address. */
const notAnId: readonly (readonly [segment: string, status: number])[] = [
  ...['', '0', '-1', '-0', '1.5', '1e3', '0x1', '+1', '01', '1%20', '%201', 'abc', 'null', 'NaN', mark].map(as(422)),
  ...['99999999999999999999', '9007199254740992', '-9223372036854775809', '9'.repeat(199)].map(as(422)),
  ...['%00', '1%00', '1%0d%0aX-Evil:1', '%D9%A1%D9%A2', '%F0%9F%98%80', '%ef%bb%bf1', '..%2f1', '..%5c1'].map(as(422)),
  ...["1'--", '1;drop', '1%20or%201=1', '(select%201)', '__proto__', 'constructor', '[1]', '1,2', '*'].map(as(422)),
  ...['%zz', '%', '%f', '%ff', '%c0%80', '1%'].map(as(400)),
  ...['9'.repeat(201), 'x'.repeat(8000)].map(as(414)),
  ...['1/', '../1', '%2e%2e/x/y'].map(as(404)),
]

for (const operation of operations.filter(({ path }) => path.includes('{id}'))) {
  test(`${operation.name} refuses every id that is none`, async () => {
    const body = operation.body ? { body: JSON.stringify(operation.goodBody) } : {}
    for (const [segment, status] of notAnId) {
      const path = stage.pathOf(operation, { id: segment })
      const reply = await stage.call(operation, { path, ...body })
      const isOther = status === 404 && [404, 405].includes(reply.status)
      if (isOther) assertDecent(reply, path)
      else assertRefused(reply, status, path.slice(0, 100), operation)
    }
    const nobody = await stage.call(operation, { path: stage.pathOf(operation, { id: '9007199254740991' }), ...body })
    assertRefused(nobody, 404, 'the largest id', operation)
    await stage.assertWorksOn()
  })
}

for (const operation of operations.filter(({ path }) => path.includes('{group}'))) {
  test(`${operation.name} knows no hostile group`, async () => {
    const segments = ['__proto__', 'constructor', '..%2f', '%D0%B3', "x'--", mark, 'x'.repeat(64)].map(as(404))
    for (const [group, status] of [...segments, ...['%00', '%07', 'x'.repeat(65)].map(as(422)), as(400)('%zz')]) {
      const path = stage.pathOf(operation, { group })
      const reply = await stage.call(operation, { path, body: JSON.stringify(operation.goodBody) })
      assertRefused(reply, status, path, operation)
    }
  })
}

for (const operation of operations) {
  for (const parameter of operation.parameters.filter((one) => one.in === 'query')) {
    test(`${operation.name} refuses every wrong ${parameter.name}`, async () => {
      for (const value of refusedTexts(parameter)) {
        const query = `?${parameter.name}=${value}`
        assertRefused(await stage.call(operation, { query }), 422, query.slice(0, 100), operation)
      }
      const twice = `?${parameter.name}=1&${parameter.name}=1`
      assertRefused(await stage.call(operation, { query: twice }), 422, twice, operation)
      await stage.assertWorksOn()
    })

    test(`${operation.name} takes hostile text in ${parameter.name} as text or refuses it`, async () => {
      for (const text of [...texts.map(encodeURIComponent), '%ff%fe', '%zz', '%', '', '%25', '+', '%E2%80%AE']) {
        const query = `?${parameter.name}=${text}`
        assertDecent(await stage.call(operation, { query }), query, operation)
      }
      await stage.assertWorksOn()
    })
  }

  test(`${operation.name} does not mind parameters it does not know`, async () => {
    const strange = ['a[]=1&a[b]=2', '__proto__=1&constructor=2&toString=3', '&&&===', 'x'.repeat(9000), '%00=%00', '?']
    for (const query of strange) {
      assertDecent(await stage.call(operation, { query: `?${query}` }), query.slice(0, 100), operation)
    }
    await stage.assertWorksOn()
  })
}

/** Values of a query parameter that must be refused, as they stand in the address. */
function refusedTexts({ name, schema }: Parameter): string[] {
  const refused = ['%00', 'a%00b', '%07', '%C2%80', 'x'.repeat(8200)]
  if (typesOf(schema).includes('integer')) {
    refused.push('-1', '-0', '1.5', '1e2', '1e9', '0x10', '+1', '01', '', 'abc', '%D9%A1', '99999999999999999999')
    refused.push('NaN', 'Infinity', 'null', 'true', '1;drop', '(select%201)', '1,2', '%201', mark)
  }
  if (name === 'limit') refused.push('0', '1001', '1000000000')
  if (schema.enum) refused.push('', mark, '(select%201)', 'id;drop', 'ID', '--id', '__proto__', 'toString', 'id,id')
  if (schema.format === 'date') refused.push(...notADay)
  if (name === 'cursor' || name === 'after') refused.push(...notACursor)
  return refused
}

const notADay = ['2026-02-30', '2026-2-1', '10000-01-01', '-001-01-01', '0001-01-01', '2026-00-10', '20260101', 'today']
const notACursor = [
  mark,
  'null',
  '%25',
  ...[
    'null',
    '{}',
    '[]',
    '[1]',
    '["a","b"]',
    '[null,1]',
    '["id",1,1.5]',
    '["id",[1],1]',
    '["id",1e400,1]',
    '["id","1",1]',
    '["price",1,1]',
    '["toString",1,1]',
    '["id",1,',
    'seq:-1',
    'seq:1e3',
  ].map((text) => Buffer.from(text).toString('base64url')),
  Buffer.from('["id","\\u0000",1]').toString('base64url'),
  Buffer.from('["id","\\ud800",1]').toString('base64url'),
]

function as(status: number): (segment: string) => readonly [string, number] {
  return (segment) => [segment, status]
}
