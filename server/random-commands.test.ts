import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { roles } from '#contract/rights.ts'
import type { Answer, Caller } from './test-kit/caller.ts'
import { make } from './test-kit/make.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

const crm = await startCrm()
const people = await Promise.all(roles.map((role) => make.user(crm, { role })))
const secondOwner = await make.owner(crm)
const callers = await Promise.all([...people, secondOwner].map((person) => crm.as(person)))
const targets = [...people, secondOwner].map(({ id }) => id)
const courses = await Promise.all(
  (['draft', 'published', 'archived'] as const).map((status) => make.course(crm, { status })),
)

const tally: number[] = []
type Command = { by: number; send: (caller: Caller) => Promise<Answer>; says: string }
/** Owners and administrators stand last in the list and act most often: they are refused least. */
const by = fc.oneof(
  fc.nat({ max: callers.length - 1 }),
  fc.integer({ min: callers.length - 3, max: callers.length - 1 }),
)
const user = fc.constantFrom(...targets)
const course = fc.constantFrom(...courses.map(({ id }) => id))
const staleOrNot = fc.integer({ min: 1, max: 30 }).map((version) => ({ 'if-match': `"${version}"` }))
const tag = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: staleOrNot })

const commands: fc.Arbitrary<Command> = fc.oneof(
  command(
    'PATCH',
    user.map((id) => `/users/${id}`),
    fc.record(
      { age: fc.integer({ min: 9, max: 20 }), locale: fc.constantFrom('ru', 'en', 'ru', 'en', 'de') },
      { requiredKeys: [] },
    ),
  ),
  command(
    'PUT',
    user.map((id) => `/users/${id}/role`),
    fc.record({ role: fc.constantFrom(...roles) }),
  ),
  command(
    'PUT',
    user.map((id) => `/users/${id}/disablement`),
  ),
  command(
    'DELETE',
    user.map((id) => `/users/${id}/disablement`),
  ),
  command(
    'PATCH',
    course.map((id) => `/courses/${id}`),
    fc.record(
      { price: fc.constantFrom(0, 1, 2, '2.50', -1), title: fc.constantFrom('Курс', 'Другой курс', 'Третий курс', '') },
      { requiredKeys: [] },
    ),
  ),
  command(
    'PUT',
    course.map((id) => `/courses/${id}/publication`),
  ),
  command(
    'PUT',
    course.map((id) => `/courses/${id}/archive`),
  ),
  command(
    'DELETE',
    course.map((id) => `/courses/${id}/archive`),
  ),
  command(
    'POST',
    fc.constant('/courses'),
    fc.record({ title: fc.constantFrom('Новый', 'Ещё один', ''), price: fc.constantFrom(1, 2, 'x') }),
  ),
)

test('whatever is sent, one by one, a success changes what its event says and a refusal changes and tells nothing', async () => {
  const property = fc.asyncProperty(fc.array(commands, { minLength: 1, maxLength: 12 }), async (sequence) => {
    await everybodyBack()
    for (const { by: who, send, says } of sequence) {
      const before = await picture(crm)
      const answer = await send(callers[who]!)
      const after = await picture(crm)
      assert.ok(answer.status < 500, `${says}: ${answer.text}`)
      tally.push(answer.status)
      const changed = [...after.versions].filter(([object, version]) => before.versions.get(object) !== version)
      const told = after.events.slice(before.events.length)
      if (answer.status >= 400) assert.deepEqual([changed, told], [[], []], `${says} ${answer.status}`)
      assert.deepEqual(
        told.map(({ object }) => object),
        changed.map(([object]) => object),
        `${says} ${answer.status}`,
      )
      for (const [object, version] of changed) assert.equal(version, (before.versions.get(object) ?? 0) + 1, says)
      await assertOwnerLeft(says)
    }
  })
  await fc.assert(property, { numRuns: 30 })
  assertWorthIt()
})

test('whatever is sent, all at once, every version has its event, in the order of the versions, and an owner is left', async () => {
  const property = fc.asyncProperty(fc.array(commands, { minLength: 8, maxLength: 16 }), async (batch) => {
    await everybodyBack()
    const answers = await Promise.all(batch.map(({ by: who, send }) => send(callers[who]!)))
    for (const { status, text } of answers) assert.ok(status < 500, text)
    tally.push(...answers.map(({ status }) => status))
    const { versions, events } = await picture(crm)
    for (const [object, version] of versions) {
      assert.equal(events.filter((event) => event.object === object).length, version, object)
    }
    await assertOwnerLeft('all at once')
  })
  await fc.assert(property, { numRuns: 40 })
  assertWorthIt()
})

function command(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: fc.Arbitrary<string>,
  body: fc.Arbitrary<object | undefined> = fc.constant(undefined),
): fc.Arbitrary<Command> {
  return fc.tuple(by, path, body, tag).map(([who, url, content, headers]) => ({
    by: who,
    says: `${method} ${url} ${JSON.stringify(content)} ${JSON.stringify(headers)} by ${who}`,
    send: (caller) => caller.send(method, url, content, headers),
  }))
}

/** Roles, accounts and sessions as they were at first, so that the next run is not answered 401 throughout. */
async function everybodyBack(): Promise<void> {
  await crm.db.inTransaction(async (tx) => {
    for (const { id, role } of [...people, secondOwner]) {
      await tx.updateTable('users').set({ role, status: 'active' }).where('id', '=', id).execute()
    }
    await tx.updateTable('sessions').set({ ended_at: null }).execute()
  })
}

/** Commands that are all refused would prove nothing. */
function assertWorthIt(): void {
  const succeeded = tally.filter((status) => status < 300).length
  assert.ok(succeeded > tally.length / 10, `only ${succeeded} of ${tally.length} commands succeeded`)
}

/** The version of every account and course, and what was told of them; sign-ins are no change of the account. */
async function picture({ db }: Crm) {
  const users = await db.reader.selectFrom('users').select(['id', 'version']).execute()
  const courses = await db.reader.selectFrom('courses').select(['id', 'version']).execute()
  const rows = await db.reader.selectFrom('events').select(['topic', 'key', 'type']).orderBy('n').execute()
  const versions = new Map([
    ...users.map(({ id, version }) => [`user-events/${id}`, version] as const),
    ...courses.map(({ id, version }) => [`course-events/${id}`, version] as const),
  ])
  const events = rows.filter(({ topic, type }) => topic !== 'message-events' && !type.startsWith('user.logged_'))
  return { versions, events: events.map(({ topic, key }) => ({ object: `${topic}/${key}` })) }
}

async function assertOwnerLeft(says: string): Promise<void> {
  const owners = await crm.db.reader
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .execute()
  assert.ok(owners.length > 0, `no owner is left after ${says}`)
}
