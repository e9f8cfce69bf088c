import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import {
  type ApiDocument,
  differences,
  exampleOf,
  type Media,
  type Operation,
  operationOf,
} from './test-kit/documented.ts'
import { make } from './test-kit/make.ts'
import { registeredRoutes } from './test-kit/registered-routes.ts'
import { routeFixtures } from './test-kit/rights-fixtures.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

let crm!: Crm
const routes = await registeredRoutes(async () => {
  crm = await startCrm()
})
const document = (await crm.anonymous.get('/openapi.json')).body as ApiDocument
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
)

test('the document is valid OpenAPI 3.1, says an independent validator', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  assert.ok(valid, JSON.stringify(errors))
  assert.equal(validator.version, '3.1')
})

test('every route is documented but the docs and the web pages themselves', () => {
  const hidden = routes.filter(({ documented }) => !documented).map(({ url }) => url)
  assert.ok(
    hidden.every((url) => /^\/(docs\b|app\b|openapi\.json$|asyncapi\.json$|schemas\/events\/|$)/.test(url)),
    hidden.join(),
  )
  const shown = routes
    .filter(({ documented }) => documented)
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
  assert.deepEqual(operations.map(([name]) => name).sort(), shown.sort())
})

test('every operation says what it does, its success, its refusals and the error shape of whatever else', () => {
  for (const [name, { summary, responses }] of operations) {
    assert.ok(summary, name)
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith('2')),
      `${name} documents no success`,
    )
    const shape = JSON.stringify(responses['default']?.content?.['application/json']?.schema ?? {})
    for (const field of ['detail', 'code', 'status', 'request_id'])
      assert.ok(shape.includes(`"${field}"`), `${name}: ${field}`)
  }
})

test('every body and every answer shows an example that its own schema accepts', () => {
  const shown = operations.flatMap(([name, operation]) => [
    ...bodies(operation).map((media) => [`${name} request`, media] as const),
    ...successes(operation).map((media) => [`${name} answer`, media] as const),
  ])
  const without = shown.filter(([, media]) => exampleOf(media) === undefined).map(([name]) => name)
  assert.deepEqual(without, [])
  for (const [name, media] of shown) {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(media.schema)
    assert.ok(validate(exampleOf(media)), `${name}: ${JSON.stringify(validate.errors)}`)
  }
})

test('every operation that needs a session documents 401, and every one with an id its 404 and 422', () => {
  for (const { method, url, right, documented } of routes) {
    const operation = operationOf(document, `${method} ${url}`)
    if (!documented || !operation) continue
    const has = (status: number) => String(status) in operation.responses
    if (!routeFixtures[`${method} ${url}`]) assert.fail(`${method} ${url} has no fixture`)
    if (
      [
        'service.use',
        'users.register',
        'password.reset',
        'session.start',
        'session.end',
        'courses.list',
        'courses.read',
      ].includes(right ?? '')
    )
      continue
    assert.ok(has(401), `${method} ${url} has no 401`)
    if (url.includes(':id')) assert.ok(has(404) && has(422), `${method} ${url} has no 404 or 422`)
  }
})

test('a walk through the API is answered as documented, by every party, and shows nothing that no document tells of', async () => {
  const owner = await make.owner(crm)
  const callers = [crm.anonymous, await crm.as(await make.student(crm)), await crm.as(owner)]
  await crm.settled()
  for (const [route, { call, on }] of Object.entries(routeFixtures)) {
    const operation = operationOf(document, route)
    for (const caller of operation ? callers : []) {
      const target = on === 'user' ? await make.student(crm) : await make.course(crm, { status: 'draft' })
      for (const id of [target.id, 999_999]) {
        const fresh = /logout|sessions/.test(route) && caller === callers[2] ? await crm.as(owner) : caller
        const answer = await call(fresh, id)
        const said = `${route} ${answer.status} ${answer.text.slice(0, 300)}`
        assert.deepEqual(differences(operation!, answer), [], said)
        assert.ok(String(answer.status) in operation!.responses, `not documented by itself: ${said}`)
      }
    }
  }
})

/** A body that may be left out and holds nothing needs no example. */
function bodies({ requestBody }: Operation): Media[] {
  const media = requestBody?.content['application/json']
  return media && Object.keys((media.schema['properties'] as object | undefined) ?? {}).length > 0 ? [media] : []
}

function successes({ responses }: Operation): Media[] {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return good.flatMap(([, { content }]) => content?.['application/json'] ?? [])
}
