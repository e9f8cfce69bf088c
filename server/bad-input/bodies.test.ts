import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertDecent, assertRefused } from '../test-kit/bad-input/decent.ts'
import { brokenBodies, foreignBodies, foreignTypes, unknownFields } from '../test-kit/bad-input/hostile-bodies.ts'
import { operationsOf } from '../test-kit/bad-input/operations.ts'
import { setStage } from '../test-kit/bad-input/stage.ts'

const stage = await setStage()
const operations = operationsOf(stage.crm)
const withBody = operations.filter(({ body }) => body)

test('the document names every operation that is attacked below', () => {
  assert.ok(operations.length >= 40, `${operations.length} operations`)
  assert.ok(withBody.length >= 14, `${withBody.length} operations with a body`)
})

test('every good body below is one: it is refused by no rule of its fields', async () => {
  for (const operation of withBody) {
    if (operation.strictBody) assert.notDeepEqual(operation.goodBody, {}, `${operation.name} has no example`)
    const reply = await stage.call(operation, { body: JSON.stringify(operation.goodBody) })
    assert.notEqual(reply.status, 422, `${operation.name}: ${reply.text}`)
    await stage.assertWorksOn()
  }
})

for (const operation of withBody) {
  test(`${operation.name} refuses every broken body and then works on`, async () => {
    for (const { what, bytes, status } of brokenBodies) {
      assertRefused(await stage.call(operation, { body: bytes }), status, what, operation)
    }
    await stage.assertWorksOn()
  })

  test(`${operation.name} refuses every media type but JSON in UTF-8`, async () => {
    const body = JSON.stringify(operation.goodBody)
    for (const headers of foreignTypes) {
      const reply = await stage.wire.send(
        operation.method,
        stage.pathOf(operation),
        { ...stage.headers, ...headers },
        body,
      )
      assertRefused(reply, 415, JSON.stringify(headers), operation)
    }
    await stage.assertWorksOn()
  })
}

for (const operation of withBody.filter(({ strictBody }) => strictBody)) {
  test(`${operation.name} refuses what is no object of its fields`, async () => {
    for (const { what, bytes, status } of foreignBodies) {
      assertRefused(await stage.call(operation, { body: bytes }), status, what, operation)
    }
    for (const unknown of unknownFields) {
      const body = JSON.stringify({ ...operation.goodBody, ...unknown })
      assertRefused(await stage.call(operation, { body }), 422, body, operation)
    }
    const proto = JSON.stringify(operation.goodBody).replace('{', '{"__proto__":{"role":"owner"},')
    assertRefused(await stage.call(operation, { body: proto }), 422, '__proto__', operation)
    await stage.assertWorksOn()
  })
}

for (const operation of operations.filter(({ body }) => !body)) {
  test(`${operation.name} takes no body and does not stumble over one`, async () => {
    for (const { what, bytes } of brokenBodies) {
      assertDecent(await stage.call(operation, { body: bytes }), what, operation)
    }
    for (const headers of foreignTypes) {
      const reply = await stage.wire.send(
        operation.method,
        stage.pathOf(operation),
        { ...stage.headers, ...headers },
        '{}',
      )
      assertDecent(reply, JSON.stringify(headers), operation)
    }
    await stage.assertWorksOn()
  })
}
