import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { roles } from '#contract/rights.ts'
import { Failure } from '#platform/failure.ts'
import {
  changeProfile,
  changeRole,
  type Decision,
  disable,
  enable,
  erase,
  foldEmail,
  type User,
} from './users-rules.ts'

const now = new Date('2026-03-01T12:00:00Z')

const users: fc.Arbitrary<User> = fc.record({
  id: fc.integer({ min: 1 }),
  email: fc.emailAddress(),
  name: fc.string({ minLength: 1, maxLength: 100 }),
  age: fc.option(fc.integer({ min: 10, max: 120 })),
  role: fc.constantFrom(...roles),
  status: fc.constantFrom('active', 'disabled', 'erased'),
  locale: fc.constantFrom('ru', 'en'),
  passwordHash: fc.constant('$argon2id$…'),
  passwordIsWeak: fc.boolean(),
  createdAt: fc.constant(new Date(0)),
  updatedAt: fc.constant(new Date(0)),
  version: fc.integer({ min: 1, max: 1000 }),
})
const otherOwners = fc.integer({ min: 0, max: 2 })
const role = fc.constantFrom(...roles)
const commands: fc.Arbitrary<(user: User, owners: number) => Decision> = fc.oneof(
  role.map((to) => (user: User, owners: number) => changeRole(user, to, owners, now)),
  fc.constant((user: User, owners: number) => disable(user, owners, now)),
  fc.constant((user: User) => enable(user, now)),
  fc.constant((user: User, owners: number) => erase(user, owners, now)),
  fc
    .record({ name: fc.string(), age: fc.option(fc.integer({ min: 10, max: 120 })) }, { requiredKeys: [] })
    .map((change) => (user: User) => changeProfile(user, change, now)),
)

test('a decision has one event and the next version, or no event and the very same account', () => {
  fc.assert(
    fc.property(users, otherOwners, commands, (user, owners, command) => {
      const decision = decisionOf(() => command(user, owners))
      if (decision === null) return
      if (decision.happened.length === 0) assert.equal(decision.user, user)
      else
        assert.deepEqual(
          [decision.happened.length, decision.user.version, decision.user.updatedAt],
          [1, user.version + 1, now],
        )
    }),
  )
})

test('to repeat a command is harmless: the second time nothing happens', () => {
  fc.assert(
    fc.property(users, commands, (user, command) => {
      const first = decisionOf(() => command(user, 1))
      const second = first && decisionOf(() => command(first.user, 1))
      if (second) assert.deepEqual(second.happened, [])
    }),
  )
})

test('whatever is done in whatever order, the last active owner stays one', () => {
  const isOwner = ({ role, status }: User) => role === 'owner' && status === 'active'
  fc.assert(
    fc.property(users.filter(isOwner), fc.array(commands, { maxLength: 20 }), (owner, path) => {
      let user = owner
      for (const command of path) user = decisionOf(() => command(user, 0))?.user ?? user
      assert.ok(isOwner(user))
    }),
  )
})

test('nothing of the person is left in an erased account, and nothing can be done to it any more', () => {
  fc.assert(
    fc.property(
      users.filter(({ status }) => status !== 'erased'),
      commands,
      (user, command) => {
        const { user: erased } = erase(user, 1, now)
        assert.deepEqual([erased.passwordHash, erased.age, erased.status], [null, null, 'erased'])
        assert.notEqual(erased.email, user.email)
        const after = decisionOf(() => command(erased, 1))
        if (after) assert.deepEqual(after.happened, [])
      },
    ),
  )
})

test('letter case and Unicode spelling make no other e-mail', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      assert.equal(foldEmail(email.toUpperCase()), foldEmail(email))
      assert.equal(foldEmail(foldEmail(email)), foldEmail(email))
    }),
  )
  assert.equal(foldEmail('Ёжик@почта.рф'.normalize('NFD')), foldEmail('ёжик@почта.рф'))
})

/** null: the command was refused. */
function decisionOf(decide: () => Decision): Decision | null {
  try {
    return decide()
  } catch (error) {
    assert.ok(error instanceof Failure)
    return null
  }
}
