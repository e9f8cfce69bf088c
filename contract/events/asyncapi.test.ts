import assert from 'node:assert/strict'
import { test } from 'node:test'
import official from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' }
import { Ajv } from 'ajv'
import { asyncApi } from './asyncapi.ts'
import { eventTypes } from './registry.ts'

// its formats (uri, uri-reference …) are not what is tested here
const valid = new Ajv({ strict: false, validateFormats: false }).compile(official)
const isValid = (document: unknown): boolean => valid(document)

test('the document of the events is AsyncAPI 3', () => {
  const document = JSON.parse(JSON.stringify(asyncApi(eventTypes))) as any
  assert.ok(isValid(document), JSON.stringify(valid.errors?.slice(0, 5)))
  delete document.channels['course-events'].address
  document.operations['publish-course-events'].action = 'shout'
  assert.ok(!isValid(document))
})

test('every example fits the schema of its event', () => {
  for (const [name, { payload, examples }] of Object.entries(asyncApi(eventTypes).components.messages)) {
    const check = new Ajv({ strict: false, validateFormats: false }).compile(payload)
    for (const example of examples) assert.ok(check(example.payload), `${name}: ${JSON.stringify(check.errors)}`)
  }
})
