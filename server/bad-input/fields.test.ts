import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertDecent, assertRefused, mark } from '../test-kit/bad-input/decent.ts'
import { refusedValues, texts } from '../test-kit/bad-input/hostile-values.ts'
import { type Operation, operationsOf, typesOf } from '../test-kit/bad-input/operations.ts'
import { setStage } from '../test-kit/bad-input/stage.ts'

const stage = await setStage()
let made = 0

for (const operation of operationsOf(stage.crm)) {
  for (const [name, schema] of Object.entries(operation.body?.properties ?? {})) {
    // Signing in tells nobody which rule a wrong name or password breaks.
    const rules = operation.path.endsWith('/login') ? { type: schema.type!, maxLength: schema.maxLength! } : schema
    test(`${operation.name} refuses every wrong ${name}`, async () => {
      const values = refusedValues(operation.path.endsWith('/login') ? '' : name, rules)
      for (const json of values) {
        const reply = await stage.call(operation, { body: withField(operation, name, json) })
        assertRefused(reply, 422, `${name}: ${json.slice(0, 80)}`, operation)
      }
      await stage.assertWorksOn()
    })

    if (!typesOf(schema).includes('string')) continue
    test(`${operation.name} takes hostile text in ${name} as text or refuses it`, async () => {
      for (const text of texts) {
        const reply = await stage.call(operation, { body: withField(operation, name, JSON.stringify(text)) })
        assertDecent(reply, `${name}: ${text}`, operation)
        const stored = reply.body?.[name]
        if (reply.status < 300 && typeof stored === 'string') assert.equal(stored, text)
      }
      await stage.assertWorksOn()
    })
  }
}

test('after all of this every table, account and course is still there', async () => {
  const users = await stage.wire.send('GET', '/users', stage.headers)
  assert.ok(users.body.some(({ role }: { role: string }) => role === 'owner'))
  const courses = await stage.wire.send('GET', '/courses', stage.headers)
  assert.equal(courses.body[0].id, 1)
  const log = stage.crm.console.join('\n')
  assert.ok(!log.includes('ошибка сервера'))
  assert.ok(!log.includes(mark), 'the log repeats what was sent in a body')
})

/** The good body with one field replaced by JSON as it is written. */
function withField(operation: Operation, name: string, json: string): string {
  const fresh = operation.name === 'POST /users' ? { email: `new${++made}@example.com` } : {}
  const others = Object.entries({ ...operation.goodBody, ...fresh, ...(name === 'time' && { from: 'time' }) })
  const fields = others
    .filter(([other]) => other !== name)
    .map(([other, value]) => `"${other}":${JSON.stringify(value)}`)
  return `{${[...fields, `"${name}":${json}`].join(',')}}`
}
