import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test-kit/make.ts'
import { assertRefused } from '../../test-kit/refusals.ts'
import { publicEnv, startCrm } from '../../test-kit/start-crm.ts'

const pages = ['/docs', '/docs/start.js', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/openapi.json']

test('in local mode anybody reads the docs, and everything they load comes from us', async () => {
  const crm = await startCrm()
  for (const page of pages) assert.equal((await crm.anonymous.get(page)).status, 200, page)
  const { text, headers } = await crm.anonymous.get('/docs')
  assert.match(String(headers['content-type']), /^text\/html/)
  const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
  assert.ok(loaded.length >= 4 && loaded.every((address) => address.startsWith('/')))
  for (const address of loaded) assert.equal((await crm.anonymous.get(address)).status, 200, address)
  assert.ok(!/<script>|<style>|style="|onload=/.test(text), 'the content policy forbids what is inline')
})

test('in public mode only staff read them', async () => {
  const crm = await startCrm({ env: publicEnv })
  const student = await crm.as(await make.student(crm))
  const teacher = await crm.as(await make.teacher(crm))
  for (const page of pages) {
    assertRefused(await crm.anonymous.get(page), 401, 'authentication_required')
    assertRefused(await student.get(page), 403, 'forbidden')
    assert.equal((await teacher.get(page)).status, 200, page)
  }
})

test('DOCS=public opens them to everybody', async () => {
  const crm = await startCrm({ env: { ...publicEnv, DOCS: 'public' } })
  for (const page of pages) assert.equal((await crm.anonymous.get(page)).status, 200, page)
})

test('nothing else of the package is served', async () => {
  const crm = await startCrm()
  for (const file of [
    'index.html',
    'package.json',
    'swagger-ui.js.map',
    '..%2fpackage.json',
    '%2e%2e%2findex.js',
    'constructor',
    '__proto__',
  ]) {
    assertRefused(await crm.anonymous.get(`/docs/${file}`), 404, 'not_found')
  }
})
