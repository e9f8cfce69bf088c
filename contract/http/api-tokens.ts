import { type Static, Type } from 'typebox'
import { scopeNames } from '../scopes.ts'
import { Id, Line, Nullable, Time } from './shapes.ts'

const Scopes = Type.Array(Type.Enum([...scopeNames]), { minItems: 1, maxItems: scopeNames.length, uniqueItems: true })

export const CreateApiToken = Type.Object(
  {
    name: Line(1, 100, { description: 'what it is for' }),
    scopes: Scopes,
    expires_in_days: Type.Optional(
      Nullable(Type.Integer({ minimum: 1, maximum: 366, description: '90 when left out; null: it does not expire' })),
    ),
    current_password: Type.String({ maxLength: 1024 }),
  },
  {
    additionalProperties: false,
    examples: [
      { name: 'Выгрузка курсов', scopes: ['courses.read'], expires_in_days: 90, current_password: 'password123' },
    ],
  },
)
export type CreateApiToken = Static<typeof CreateApiToken>

const fields = {
  id: Id,
  name: Type.String(),
  user_id: Id,
  user_name: Type.String({ description: 'in whose name it acts' }),
  hint: Type.String({ description: 'how it begins, to tell it from others' }),
  scopes: Scopes,
  created_at: Time,
  expires_at: Nullable(Time),
  expired: Type.Boolean(),
  last_used_at: Nullable(Time),
}
const example = {
  id: 1,
  name: 'Выгрузка курсов',
  user_id: 1,
  user_name: 'Ирина Королёва',
  hint: 'crm_3q2-7w',
  scopes: ['courses.read'],
  created_at: '2026-11-22T12:00:00.000+00:00',
  expires_at: '2027-02-20T12:00:00.000+00:00',
  expired: false,
  last_used_at: null,
}

export const ApiTokenAnswer = Type.Object(fields, { title: 'ApiToken', examples: [example] })
export type ApiTokenAnswer = Static<typeof ApiTokenAnswer>

export const NewApiTokenAnswer = Type.Object(
  { ...fields, token: Type.String({ description: 'shown this once, stored nowhere' }) },
  { title: 'NewApiToken', examples: [{ ...example, token: 'crm_3q2-7wN0cQm2xVb7TkJ3s8d0cQm2xVb7TkJ3s8d0cQm' }] },
)
export type NewApiTokenAnswer = Static<typeof NewApiTokenAnswer>
