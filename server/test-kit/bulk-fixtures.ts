import { get, type RouteFixture } from './route-fixture.ts'

/** Rows that do not exist are refused one by one, so the route itself lets them in. */
export const bulkFixtures = {
  'POST /users/changes': {
    right: 'users.disable',
    permitted: [201],
    call: (caller) => caller.post('/users/changes', { change: 'enable', ids: [999_999] }),
  },
  'POST /courses/changes': {
    right: 'courses.publish',
    permitted: [201],
    call: (caller) => caller.post('/courses/changes', { change: 'restore', ids: [999_999] }),
  },
  'GET /bulk-changes/:id': get('bulk.own', '/bulk-changes/999999', [404]),
  'POST /bulk-changes/:id/undo': {
    right: 'bulk.own',
    permitted: [404],
    call: (caller) => caller.post('/bulk-changes/999999/undo', { leave_newer: false }),
  },
} satisfies Record<string, RouteFixture>
