import { type Static, Type } from 'typebox'
import { userFields, userStatuses } from '../filters.ts'
import { roles } from '../rights.ts'
import { bothWays, Can, Id, Line, LocaleName, Nullable, pageFields, Time, Version } from './shapes.ts'
import { FacetNames, WhereText } from './where.ts'

export const RoleName = Type.Enum([...roles])
export const UserStatus = Type.Enum([...userStatuses])
export const Email = Type.String({ maxLength: 320, format: 'email', examples: ['user@example.com'] })
export const Name = Line(1, 100, { examples: ['Иван Иванов'] })
export const Age = Nullable(Type.Integer({ minimum: 10, maximum: 120 }))
export const Password = Type.String({
  format: 'password',
  description:
    '8 to 1024 bytes of UTF-8 after NFC; in public mode 10 or more characters (staff 15), no common password',
  examples: ['password123'],
})

export const CreateUser = Type.Object(
  {
    email: Email,
    name: Name,
    age: Type.Optional(Age),
    password: Password,
    is_admin: Type.Optional(Type.Boolean({ default: false })),
  },
  {
    additionalProperties: false,
    examples: [
      { email: 'user@example.com', name: 'Тестовый пользователь', age: 30, password: 'password123', is_admin: false },
    ],
  },
)
export type CreateUser = Static<typeof CreateUser>

export const UpdateUser = Type.Object(
  {
    name: Type.Optional(Name),
    age: Type.Optional(Age),
    locale: Type.Optional(LocaleName),
    password: Type.Optional(Password),
    current_password: Type.Optional(Type.String({ maxLength: 1024 })),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ name: 'Иван Петров', age: 31 }] },
)
export type UpdateUser = Static<typeof UpdateUser>

export const ChangeRole = Type.Object(
  { role: RoleName },
  { additionalProperties: false, examples: [{ role: 'manager' }] },
)

export const UserAnswer = Type.Object(
  {
    id: Id,
    email: Type.String(),
    name: Type.String(),
    age: Nullable(Type.Integer()),
    is_admin: Type.Boolean({ description: 'role is admin or owner' }),
    role: RoleName,
    status: UserStatus,
    locale: LocaleName,
    created_at: Time,
    updated_at: Time,
    version: Version,
    can: Type.Optional(Can('update', 'disable', 'enable', 'change_role', 'end_sessions')),
  },
  {
    title: 'User',
    examples: [
      {
        id: 1,
        email: 'user@example.com',
        name: 'Тестовый пользователь',
        age: 30,
        is_admin: false,
        role: 'student',
        status: 'active',
        locale: 'ru',
        created_at: '2026-11-22T12:00:00.000+00:00',
        updated_at: '2026-11-22T12:00:00.000+00:00',
        version: 1,
        can: { update: true, disable: false, enable: false, change_role: false, end_sessions: true },
      },
    ],
  },
)
export type UserAnswer = Static<typeof UserAnswer>

export const userSorts = bothWays(['id', 'name', 'email', 'role', 'status', 'age', 'created_at', 'updated_at'])
const question = {
  status: Type.Optional(UserStatus),
  role: Type.Optional(RoleName),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'beginnings of words in the name or e-mail' })),
  where: WhereText(userFields),
}
export const ListUsers = Type.Object({
  ...pageFields,
  ...question,
  sort: Type.Optional(Type.Enum([...userSorts], { default: 'id' })),
})
export type ListUsers = Static<typeof ListUsers>

export const WhichUsers = Type.Object(question, { additionalProperties: false })
export const CountUsers = Type.Object({ ...question, fields: FacetNames(['role', 'status', 'locale']) })
/** Which users: what lists, counts and changes of many at once have in common. */
export type AskUsers = Pick<ListUsers, keyof typeof question>
