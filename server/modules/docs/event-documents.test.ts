import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { make } from '../../test-kit/make.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

type Ref = { $ref: string }
type Message = {
  name: string
  payload: Ref
  traits: Ref[]
  bindings: { kafka: { key: object } }
  examples: { headers: Record<string, string>; payload: Record<string, unknown> }[]
}
type Channel = { address: string; messages: Record<string, Ref>; bindings: { kafka: { partitions: number } } }

const crm = await startCrm()
const { body: document } = await crm.anonymous.get('/asyncapi.json')
const messages: Message[] = Object.values(document.components.messages)
const formats = addFormats.default

/** Draft 7, as AsyncAPI reads schemas, with everything of the document at hand. */
const ajv = formats(new Ajv({ allErrors: true, strict: false }))
ajv.addSchema({ $id: 'asyncapi', components: document.components })
const fits = (reference: string, value: unknown) => {
  ajv.validate({ $ref: `asyncapi${reference}` }, value)
  return ajv.errors ?? []
}

test('/asyncapi.json is AsyncAPI 3, judged by the schema of the AsyncAPI project', async () => {
  const { default: official } = await import('@asyncapi/specs/schemas/3.0.0.json', { with: { type: 'json' } })
  // it brings its own draft 7 along
  const judge = formats(new Ajv({ strict: false, meta: false, validateSchema: false }))
  const valid = judge.compile(official)
  assert.equal(valid(document), true, JSON.stringify(valid.errors?.slice(0, 3)))
  const { title: _, ...untitled } = document.info
  assert.equal(valid({ ...document, info: untitled }), false, 'the judge refuses a document without a title')
  assert.equal(valid({ ...document, channels: { a: { colour: 1 } } }), false, 'and an unknown field')
})

test('every reference in /asyncapi.json leads somewhere', () => {
  const text = JSON.stringify(document)
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '')
  assert.ok(references.length > 50)
  for (const reference of references) {
    const found = reference.split('/').reduce((place: any, name) => place?.[name], document)
    assert.equal(typeof found, 'object', reference)
  }
})

test('every example fits the schemas of its value, its headers and its key', () => {
  assert.ok(messages.length >= 17)
  for (const { name, payload, traits, bindings, examples } of messages) {
    const [example] = examples
    assert.ok(example, name)
    assert.deepEqual(traits, [{ $ref: '#/components/messageTraits/record' }])
    assert.deepEqual(fits(payload.$ref, example.payload), [], name)
    assert.deepEqual(fits('#/components/schemas/headers', example.headers), [], name)
    assert.equal(ajv.validate(bindings.kafka.key, example.headers['ce_subject']), true, name)
    assert.equal(example.headers['ce_type'], example.payload['event_type'])
    assert.notDeepEqual(fits(payload.$ref, { ...example.payload, event_type: 'other' }), [], 'a wrong type is refused')
  }
})

test('real events fit what is published about them: topic, key, value in order, every header', async () => {
  const admin = await crm.as(await make.admin(crm))
  const answer = await admin.post('/courses', { title: 'Python для начинающих', price: 5000 })
  await admin.patch(`/courses/${answer.body.id}`, { price: 5500.5 })
  await admin.put(`/courses/${answer.body.id}/archive`, {})
  await admin.post('/logout')
  await crm.settled()
  const events = await crm.events()
  assert.ok(new Set(events.map(({ type }) => type)).size >= 4)
  for (const { topic, type, key, partition, value, headers } of events) {
    const channel: Channel = document.channels[topic]
    assert.equal(channel.address, topic)
    assert.deepEqual(channel.messages[type], { $ref: `#/components/messages/${type}` })
    assert.ok(partition < channel.bindings.kafka.partitions)
    assert.deepEqual(fits(`#/components/schemas/${type}`, value), [], type)
    assert.deepEqual(fits('#/components/schemas/headers', headers), [], type)
    const { properties } = document.components.schemas[type]
    assert.deepEqual(Object.keys(value as object), Object.keys(properties), `${type}: fields in order`)
    const known = Object.keys(document.components.schemas.headers.properties)
    assert.deepEqual(
      Object.keys(headers).filter((name) => !known.includes(name)),
      [],
      `${type}: every header is described`,
    )
    assert.equal(headers['ce_subject'], key)
  }
})

test('every event has its JSON Schema under the address that the schema names; another name is not found', async () => {
  for (const { name, examples } of messages) {
    const { status, body, headers } = await crm.anonymous.get(`/schemas/events/${name}.json`)
    assert.equal(status, 200)
    assert.match(String(headers['content-type']), /^application\/schema\+json/)
    assert.equal(body.$id, `/schemas/events/${name}.json`)
    const valid = formats(new Ajv2020({ allErrors: true })).compile(body)
    assert.equal(valid(examples[0]?.payload), true, name)
    assert.equal(valid({ ...examples[0]?.payload, added_later: 1 }), true, 'a reader passes over new fields')
    assert.equal(valid({}), false)
  }
  for (const path of ['course.created', 'nothing.json', '..%2f..%2fpackage.json', 'constructor'])
    assert.equal((await crm.anonymous.get(`/schemas/events/${path}`)).status, 404, path)
})

test('in public mode the events are described to staff only, unless DOCS=public', async () => {
  const paths = ['/asyncapi.json', '/schemas/events/user.created.json']
  const closed = await startCrm({ env: publicEnv })
  const student = await closed.as(await make.student(closed))
  const teacher = await closed.as(await make.teacher(closed))
  const open = await startCrm({ env: { ...publicEnv, DOCS: 'public' } })
  for (const path of paths) {
    assert.equal((await closed.anonymous.get(path)).status, 401)
    assert.equal((await student.get(path)).status, 403)
    assert.equal((await teacher.get(path)).status, 200)
    assert.equal((await open.anonymous.get(path)).status, 200)
  }
})
