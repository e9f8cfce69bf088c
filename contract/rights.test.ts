import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parties, type Right, reachOf, rights } from './rights.ts'

/** Copied from the domain's table by hand: anonymous, student, teacher, manager, admin, owner. */
const promised: Readonly<Record<Right, string>> = {
  'service.use': 'all all all all all all',
  'docs.read': 'no no all all all all',
  'demo.create': 'no no no no no all',
  'users.register': 'all all all all all all',
  'users.list': 'no no no students all all',
  'users.read': 'no self self students all all',
  'users.update': 'no self self students notOwners all',
  'users.disable': 'no no no students notOwners all',
  'users.change_role': 'no no no no no all',
  'users.export': 'no self self self notOwners all',
  'users.sessions': 'no self self self notOwners all',
  'session.start': 'all all all all all all',
  'session.end': 'all all all all all all',
  'session.own': 'no self self self self self',
  'password.reset': 'all all all all all all',
  'api_tokens.manage': 'no no no no self all',
  'live.follow': 'no self self self self self',
  'views.own': 'no self self self self self',
  'views.share': 'no no no all all all',
  'views.tidy': 'no no no no all all',
  'bulk.own': 'no no self self self self',
  'courses.list': 'published published all all all all',
  'courses.read': 'published published all all all all',
  'courses.create': 'no no no all all all',
  'courses.update': 'no no own all all all',
  'courses.set_price': 'no no no all all all',
  'courses.publish': 'no no own all all all',
  'events.read': 'no no no no all all',
  'events.repair': 'no no no no all all',
  'audit.read': 'no no no no all all',
  'messages.read': 'no no no no all all',
  'messages.read_links': 'no no no no no all',
  'settings.read': 'no no no no all all',
  'settings.change': 'no no no no no all',
  'mail.test': 'no no no no all all',
  'statistics.read': 'no no no all all all',
  'search.use': 'no all all all all all',
}

test('the table of rights says for every party exactly what the domain promises', () => {
  const said = Object.keys(rights).map((right) => [
    right,
    parties.map((party) => reachOf(party, right as Right)).join(' '),
  ])
  assert.deepEqual(Object.fromEntries(said), promised)
})
