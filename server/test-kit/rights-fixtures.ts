import { accountFixtures } from './account-fixtures.ts'
import { bulkFixtures } from './bulk-fixtures.ts'
import { get, type RouteFixture } from './route-fixture.ts'
import { service, views } from './service-fixtures.ts'

export type { RouteFixture } from './route-fixture.ts'

let calls = 0
const newUser = () => ({ email: `matrix${++calls}@example.com`, name: 'Анна Ким', password: 'matrix-password-1' })
const wrongLogin = () => ({ email: `nobody${++calls}@example.com`, password: 'wrong-password' })
const users = {
  'POST /users': { right: 'users.register', permitted: [201], call: (caller) => caller.post('/users', newUser()) },
  'GET /users': get('users.list', '/users'),
  'GET /users/facets': get('users.list', '/users/facets?fields=role,status'),
  'GET /users/:id': { right: 'users.read', on: 'user', call: (caller, id) => caller.get(`/users/${id}`) },
  'PATCH /users/:id': {
    right: 'users.update',
    on: 'user',
    call: (caller, id) => caller.patch(`/users/${id}`, { age: 41 }),
  },
  'PUT /users/:id/role': {
    right: 'users.change_role',
    on: 'user',
    call: (caller, id) => caller.put(`/users/${id}/role`, { role: 'teacher' }),
  },
  'PUT /users/:id/disablement': {
    right: 'users.disable',
    on: 'user',
    call: (caller, id) => caller.put(`/users/${id}/disablement`),
  },
  'DELETE /users/:id/disablement': {
    right: 'users.disable',
    on: 'user',
    call: (caller, id) => caller.delete(`/users/${id}/disablement`),
  },
} satisfies Record<string, RouteFixture>

/** A wrong password is answered 401 with its own code: that is no refusal by rights. */
const sessions = {
  'POST /login': { right: 'session.start', permitted: [401], call: (caller) => caller.post('/login', wrongLogin()) },
  'POST /auth/login': {
    right: 'session.start',
    permitted: [401],
    call: (caller) => caller.post('/auth/login', wrongLogin()),
  },
  'POST /logout': { right: 'session.end', call: (caller) => caller.post('/logout') },
  'POST /auth/logout': { right: 'session.end', call: (caller) => caller.post('/auth/logout') },
  'GET /me': get('session.own', '/me'),
  'GET /auth/me': get('session.own', '/auth/me'),
  'GET /live': get('live.follow', '/live?after=0'),
  'GET /sessions': get('session.own', '/sessions'),
  'DELETE /sessions': { right: 'session.own', call: (caller) => caller.delete('/sessions') },
  'DELETE /sessions/:id': {
    right: 'session.own',
    permitted: [404],
    call: (caller) => caller.delete('/sessions/999999'),
  },
} satisfies Record<string, RouteFixture>

const course = { title: 'Матрица прав', price: 100 }
const courses = {
  'POST /courses': { right: 'courses.create', permitted: [201], call: (caller) => caller.post('/courses', course) },
  'GET /courses': get('courses.list', '/courses'),
  'GET /courses/facets': get('courses.list', '/courses/facets?fields=status'),
  'GET /courses/:id': { right: 'courses.read', on: 'course', call: (caller, id) => caller.get(`/courses/${id}`) },
  'GET /courses/:id/statistics': get('statistics.read', '/courses/999999/statistics', [404]),
  'PATCH /courses/:id': {
    right: 'courses.update',
    on: 'course',
    call: (caller, id) => caller.patch(`/courses/${id}`, { title: 'Новое название' }),
  },
  'PATCH /courses/:id with a price': {
    right: 'courses.update',
    also: 'courses.set_price',
    on: 'course',
    call: (caller, id) => caller.patch(`/courses/${id}`, { price: 7 }),
  },
  'PUT /courses/:id/publication': {
    right: 'courses.publish',
    on: 'course',
    permitted: [200, 409],
    call: (caller, id) => caller.put(`/courses/${id}/publication`),
  },
  'PUT /courses/:id/archive': {
    right: 'courses.publish',
    on: 'course',
    permitted: [200, 409],
    call: (caller, id) => caller.put(`/courses/${id}/archive`),
  },
  'DELETE /courses/:id/archive': {
    right: 'courses.publish',
    on: 'course',
    permitted: [200, 409],
    call: (caller, id) => caller.delete(`/courses/${id}/archive`),
  },
} satisfies Record<string, RouteFixture>

const group = '/events/groups/daily-statistics'
const letter = '/events/dead-letters/999999'
const operations = {
  'GET /events': get('events.read', '/events'),
  'GET /events/:seq': get('events.read', '/events/1'),
  'GET /events/topics': get('events.read', '/events/topics'),
  'GET /events/groups': get('events.read', '/events/groups'),
  'GET /events/broker': get('events.read', '/events/broker'),
  'GET /events/broker/topics': get('events.read', '/events/broker/topics', [409]),
  'POST /events/broker/topics': {
    right: 'events.repair',
    permitted: [409],
    call: (caller) => caller.post('/events/broker/topics', { name: 'partner-events', partitions: 1 }),
  },
  'GET /events/broker/topics/:name/records': get('events.read', '/events/broker/topics/user-events/records', [409]),
  'POST /events/groups/:group/replay-preview': {
    right: 'events.repair',
    call: (caller) => caller.post(`${group}/replay-preview`, { from: 'earliest' }),
  },
  'POST /events/groups/:group/replays': {
    right: 'events.repair',
    permitted: [201],
    call: (caller) => caller.post(`${group}/replays`, { from: 'earliest' }),
  },
  'GET /events/dead-letters': get('events.read', '/events/dead-letters'),
  'GET /events/dead-letters/:id': get('events.read', letter, [404]),
  'POST /events/dead-letters/decisions': {
    right: 'events.repair',
    call: (caller) => caller.post('/events/dead-letters/decisions', { decision: 'retry', ids: [999_999] }),
  },
  'PUT /events/dead-letters/:id/retry': {
    right: 'events.repair',
    permitted: [404],
    call: (caller) => caller.put(`${letter}/retry`),
  },
  'PUT /events/dead-letters/:id/discard': {
    right: 'events.repair',
    permitted: [404],
    call: (caller) => caller.put(`${letter}/discard`),
  },
  'GET /audit': get('audit.read', '/audit'),
  'GET /audit/facets': get('audit.read', '/audit/facets?fields=action'),
  'GET /messages': get('messages.read', '/messages'),
  'GET /messages/facets': get('messages.read', '/messages/facets?fields=status'),
  'GET /messages/:id': get('messages.read', '/messages/1'),
  'GET /stats/daily': get('statistics.read', '/stats/daily'),
  'GET /search': get('search.use', '/search?q=anna'),
} satisfies Record<string, RouteFixture>

/** One entry per route; a route of the server that is missing here fails the matrix. */
export const routeFixtures: Readonly<Record<string, RouteFixture>> = {
  ...service,
  ...users,
  ...sessions,
  ...accountFixtures,
  ...courses,
  ...views,
  ...bulkFixtures,
  ...operations,
}
