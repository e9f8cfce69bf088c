import { goodPassword } from './make.ts'
import { get, type RouteFixture } from './route-fixture.ts'

let calls = 0
const resets = {
  'POST /password-resets': {
    right: 'password.reset',
    permitted: [202],
    call: (caller) => caller.post('/password-resets', { email: `nobody${++calls}@example.com` }),
  },
  'POST /password-resets/redemptions': {
    right: 'password.reset',
    permitted: [403],
    call: (caller) => caller.post('/password-resets/redemptions', { token: 'nothing', password: 'matrix-password-1' }),
  },
} satisfies Record<string, RouteFixture>

const apiToken = { name: 'Выгрузка', scopes: ['courses.read'], current_password: goodPassword }
const apiTokens = {
  'GET /api-tokens': get('api_tokens.manage', '/api-tokens'),
  'POST /api-tokens': {
    right: 'api_tokens.manage',
    permitted: [201],
    call: (caller) => caller.post('/api-tokens', apiToken),
  },
  'DELETE /api-tokens/:id': {
    right: 'api_tokens.manage',
    permitted: [404],
    call: (caller) => caller.delete('/api-tokens/999999'),
  },
} satisfies Record<string, RouteFixture>

const settings = {
  'GET /settings': get('settings.read', '/settings'),
  'PATCH /settings': {
    right: 'settings.change',
    call: (caller) => caller.patch('/settings', { school_name: 'Школа матрицы' }),
  },
  'GET /mail': get('settings.read', '/mail'),
  'POST /mail/tests': { right: 'mail.test', permitted: [202], call: (caller) => caller.post('/mail/tests') },
  'GET /health/details': get('settings.read', '/health/details'),
  'GET /users/:id/personal-data': {
    right: 'users.export',
    on: 'user',
    call: (caller, id) => caller.get(`/users/${id}/personal-data`),
  },
  'GET /users/:id/sessions': {
    right: 'users.sessions',
    on: 'user',
    call: (caller, id) => caller.get(`/users/${id}/sessions`),
  },
  'DELETE /users/:id/sessions': {
    right: 'users.sessions',
    on: 'user',
    call: (caller, id) => caller.delete(`/users/${id}/sessions`),
  },
  'GET /weak-accounts': get('settings.read', '/weak-accounts'),
  'GET /security-policy': get('session.own', '/security-policy'),
} satisfies Record<string, RouteFixture>

/** Routes of forgotten passwords, tokens, mail and settings. */
export const accountFixtures = { ...resets, ...apiTokens, ...settings } satisfies Record<string, RouteFixture>
