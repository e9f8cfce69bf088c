import { Type } from 'typebox'
import { IdParams, Nullable } from '#contract/http/shapes.ts'
import { ChangeRole, CreateUser, UpdateUser, UserAnswer } from '#contract/http/users.ts'
import { Failure } from '#platform/failure.ts'
import { etagOf, expectedVersions, sendObject } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { once } from '#platform/http/once.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { giveRole } from './change-role.ts'
import { disableUser, enableUser } from './disable-user.ts'
import type { EndSessions } from './end-sessions.ts'
import { languageFor } from './language-for.ts'
import { listUsersRoutes } from './list-users-routes.ts'
import { presentUserTo } from './present-user.ts'
import { registerUser } from './register-user.ts'
import { updateUser } from './update-user.ts'
import { mayOn } from './user-rights.ts'
import { findUser } from './users-store.ts'

const tags = ['users']
const oneUser = { 200: UserAnswer }
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag this change is based on' })),
})

export function usersRoutes(root: App, house: House, endSessions: EndSessions): void {
  const app = typed(root)
  const { db, clock } = house
  listUsersRoutes(root, house)

  app.post(
    '/users',
    {
      schema: {
        tags,
        summary: 'Create a user (registration, first owner, administrators)',
        body: CreateUser,
        response: { 201: UserAnswer },
      },
      config: {
        right: 'users.register',
        refuses: [
          'email_taken',
          'owner_required',
          'registration_closed',
          'setup_token_invalid',
          'too_many_requests',
          'overloaded',
        ],
        idempotent: true,
      },
    },
    (request, reply) =>
      once(house, request, reply, async () => {
        const write = await registerUser(house, request, request.body, await languageFor(house, request))
        return async (tx) => {
          const user = await write(tx)
          const body = presentUserTo(
            {
              ...request.actor,
              userId: request.actor.userId ?? user.id,
              role: request.actor.userId === null ? user.role : request.actor.role,
            },
            user,
          )
          return { status: 201, body, headers: { location: `/users/${user.id}`, etag: etagOf(user.version) } }
        }
      }),
  )

  app.get(
    '/users/:id',
    {
      schema: { tags, summary: 'Get a user', params: IdParams, response: oneUser },
      config: { right: 'users.read', refuses: ['user_not_found'] },
    },
    async (request, reply) => {
      const user = await findUser(db.reader, request.params.id)
      if (!user || !mayOn(request.actor, 'users.read', user)) throw new Failure('user_not_found')
      return sendObject(reply, presentUserTo(request.actor, user))
    },
  )

  app.patch(
    '/users/:id',
    {
      schema: {
        tags,
        summary: 'Change name, age, language or one’s own password',
        params: IdParams,
        body: UpdateUser,
        headers: ifMatch,
        response: oneUser,
      },
      config: {
        right: 'users.update',
        refuses: ['user_not_found', 'wrong_password', 'version_conflict', 'user_erased', 'too_many_requests'],
      },
    },
    async (request, reply) => {
      const user = await updateUser(
        house,
        request.actor,
        request.params.id,
        request.body,
        expectedVersions(request),
        endSessions,
      )
      return sendObject(reply, presentUserTo(request.actor, user))
    },
  )

  app.put(
    '/users/:id/role',
    {
      schema: {
        tags,
        summary: 'Change the role',
        params: IdParams,
        body: ChangeRole,
        headers: ifMatch,
        response: oneUser,
      },
      config: {
        right: 'users.change_role',
        refuses: ['user_not_found', 'last_owner', 'version_conflict', 'user_erased'],
      },
    },
    async (request, reply) => {
      const {
        actor,
        params: { id },
        body: { role },
      } = request
      const user = await db.inTransaction((tx) => giveRole(tx, actor, id, role, expectedVersions(request), clock.now()))
      return sendObject(reply, presentUserTo(actor, user))
    },
  )

  app.put(
    '/users/:id/disablement',
    {
      schema: {
        tags,
        summary: 'Disable the account and end its sessions',
        params: IdParams,
        body: Nullable(Type.Object({})),
        headers: ifMatch,
        response: oneUser,
      },
      config: { right: 'users.disable', refuses: ['user_not_found', 'last_owner', 'version_conflict', 'user_erased'] },
    },
    async (request, reply) => {
      const user = await db.inTransaction((tx) =>
        disableUser(tx, request.actor, request.params.id, expectedVersions(request), clock.now(), endSessions),
      )
      return sendObject(reply, presentUserTo(request.actor, user))
    },
  )

  app.delete(
    '/users/:id/disablement',
    {
      schema: { tags, summary: 'Enable the account again', params: IdParams, headers: ifMatch, response: oneUser },
      config: { right: 'users.disable', refuses: ['user_not_found', 'version_conflict', 'user_erased'] },
    },
    async (request, reply) => {
      const user = await db.inTransaction((tx) =>
        enableUser(tx, request.actor, request.params.id, expectedVersions(request), clock.now()),
      )
      return sendObject(reply, presentUserTo(request.actor, user))
    },
  )
}
