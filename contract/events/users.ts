import { Type } from 'typebox'
import { roles } from '../rights.ts'
import { eventType, Id, Time } from './event-type.ts'

const Email = Type.String({ maxLength: 320 })
const Role = Type.Enum([...roles])
const topic = 'user-events'
const key = 'user_id'

export const UserCreated = eventType({
  type: 'user.created',
  topic,
  key,
  fields: {
    user_id: Id,
    email: Email,
    name: Type.String(),
    age: Type.Union([Type.Integer(), Type.Null()]),
    is_admin: Type.Boolean(),
  },
  phrase: { ru: 'создана учётная запись', en: 'a user account was created' },
  personal: { email: '', name: '', age: null },
  example: { user_id: 1, email: 'user@example.com', name: 'Иван Иванов', age: 25, is_admin: false },
})

export const UserLoggedIn = eventType({
  type: 'user.logged_in',
  topic,
  key,
  fields: { user_id: Id, email: Email },
  phrase: { ru: 'вход в систему', en: 'a user signed in' },
  personal: { email: '' },
  example: { user_id: 1, email: 'user@example.com' },
})

export const UserLoggedOut = eventType({
  type: 'user.logged_out',
  topic,
  key,
  fields: { user_id: Id, sessions: Type.Integer({ minimum: 1, description: 'how many sessions ended' }) },
  phrase: { ru: 'выход из системы', en: 'sessions of a user were ended' },
  example: { user_id: 1, sessions: 1 },
})

export const UserUpdated = eventType({
  type: 'user.updated',
  topic,
  key,
  fields: {
    user_id: Id,
    name: Type.String(),
    age: Type.Union([Type.Integer(), Type.Null()]),
    locale: Type.Union([Type.Literal('ru'), Type.Literal('en')]),
    changed: Type.Array(Type.String(), { description: 'names of the fields that changed' }),
  },
  phrase: { ru: 'изменён профиль', en: 'a user profile was changed' },
  personal: { name: '', age: null },
  example: { user_id: 1, name: 'Иван Иванов', age: 26, locale: 'ru', changed: ['age'] },
})

export const UserPasswordChanged = eventType({
  type: 'user.password_changed',
  topic,
  key,
  fields: { user_id: Id },
  phrase: { ru: 'изменён пароль', en: 'a password was changed' },
  example: { user_id: 1 },
})

/** Nobody signed in is needed for it; the link itself is only in the letter. */
export const UserPasswordResetRequested = eventType({
  type: 'user.password_reset_requested',
  topic,
  key,
  fields: { user_id: Id, reset_id: Id },
  phrase: { ru: 'запрошен новый пароль', en: 'a new password was asked for' },
  example: { user_id: 1, reset_id: 1 },
})

export const UserApiTokenCreated = eventType({
  type: 'user.api_token_created',
  topic,
  key,
  fields: {
    user_id: Id,
    token_id: Id,
    scopes: Type.Array(Type.String()),
    expires_at: Type.Union([Time, Type.Null()]),
  },
  phrase: { ru: 'создан ключ API', en: 'an API token was made' },
  example: { user_id: 1, token_id: 1, scopes: ['courses.read'], expires_at: null },
})

export const UserApiTokenRevoked = eventType({
  type: 'user.api_token_revoked',
  topic,
  key,
  fields: { user_id: Id, token_id: Id },
  phrase: { ru: 'отозван ключ API', en: 'an API token was revoked' },
  example: { user_id: 1, token_id: 1 },
})

/** Of the school, not of the person: `user_id` is who changed them. */
export const UserSchoolSettingsChanged = eventType({
  type: 'user.school_settings_changed',
  topic,
  key,
  fields: {
    user_id: Id,
    school_name: Type.String(),
    default_locale: Type.Union([Type.Literal('ru'), Type.Literal('en')]),
    changed: Type.Array(Type.String(), { description: 'names of the fields that changed' }),
  },
  phrase: { ru: 'изменены настройки школы', en: 'settings of the school were changed' },
  example: { user_id: 1, school_name: 'Школа Python', default_locale: 'ru', changed: ['school_name'] },
})

export const UserTestMailRequested = eventType({
  type: 'user.test_mail_requested',
  topic,
  key,
  fields: { user_id: Id },
  phrase: { ru: 'запрошено проверочное письмо', en: 'a test letter was asked for' },
  example: { user_id: 1 },
})

export const UserRoleChanged = eventType({
  type: 'user.role_changed',
  topic,
  key,
  fields: { user_id: Id, from: Role, to: Role },
  phrase: { ru: 'изменена роль', en: 'a role was changed' },
  example: { user_id: 2, from: 'student', to: 'manager' },
})

export const UserDisabled = eventType({
  type: 'user.disabled',
  topic,
  key,
  fields: { user_id: Id },
  phrase: { ru: 'учётная запись отключена', en: 'a user account was disabled' },
  example: { user_id: 2 },
})

export const UserEnabled = eventType({
  type: 'user.enabled',
  topic,
  key,
  fields: { user_id: Id },
  phrase: { ru: 'учётная запись включена', en: 'a user account was enabled' },
  example: { user_id: 2 },
})

export const UserErased = eventType({
  type: 'user.erased',
  topic,
  key,
  fields: { user_id: Id },
  phrase: { ru: 'персональные данные стёрты', en: 'personal data of a user was erased' },
  example: { user_id: 2 },
})
