import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Party, parties, type Reach, type Right, reachOf, roles } from '#contract/rights.ts'
import type { Course } from '#modules/courses/index.ts'
import type { User } from '#modules/users/index.ts'
import type { Answer, Caller } from './test-kit/caller.ts'
import { type MadeUser, make } from './test-kit/make.ts'
import { registeredRoutes } from './test-kit/registered-routes.ts'
import { routeFixtures } from './test-kit/rights-fixtures.ts'
import type { RouteFixture } from './test-kit/route-fixture.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

type Viewer = { party: Party; caller: Caller; user: MadeUser | null }

let crm!: Crm
const routes = await registeredRoutes(async () => {
  crm = await startCrm()
})
const viewers = await Promise.all(parties.map(newViewer))
await crm.settled()

test('every route is opened by the row of the rights table that its fixture names, and none is without a fixture', () => {
  const registered = routes.map(({ method, url, right }) => `${method} ${url}: ${right}`).sort()
  const described = Object.entries(routeFixtures).map(([route, { right }]) => `${nameOf(route)}: ${right}`)
  assert.deepEqual([...new Set(described)].sort(), registered)
})

for (const [route, fixture] of fixturesOn(undefined)) {
  test(`the table decides who may ${route}`, async () => {
    for (const { party } of viewers) {
      const viewer = endsSessions(route) ? await newViewer(party) : viewerOf(party)
      const answer = await fixture.call(viewer.caller, 0)
      judge(answer, expectedFor(fixture, party, everything), `${route} as ${party}`)
    }
  })
}

for (const [route, fixture] of fixturesOn('user')) {
  test(`the table decides on whose account one may ${route}`, async () => {
    for (const { party } of viewers) {
      for (const kind of party === 'anonymous' ? roles : (['self', ...roles] as const)) {
        const viewer = kind === 'self' ? await newViewer(party) : viewerOf(party)
        const target = kind === 'self' ? viewer.user! : await make.user(crm, { role: kind })
        const may = (right: Right) => reachesUser(reachOf(party, right), viewer.user, target, right)
        const answer = await fixture.call(viewer.caller, target.id)
        judge(answer, expectedFor(fixture, party, may), `${route} as ${party} on ${kind}`)
      }
    }
  })
}

for (const [route, fixture] of fixturesOn('course')) {
  test(`the table decides on which course one may ${route}`, async () => {
    for (const viewer of viewers) {
      for (const status of ['draft', 'published', 'archived'] as const) {
        for (const author of authorsFor(viewer)) {
          const target = await make.course(crm, { status, author })
          const may = (right: Right) => reachesCourse(reachOf(viewer.party, right), viewer.user, target)
          const answer = await fixture.call(viewer.caller, target.id)
          const whose = author === viewer.user ? 'own' : 'foreign'
          judge(answer, expectedFor(fixture, viewer.party, may), `${route} as ${viewer.party} on ${whose} ${status}`)
        }
      }
    }
  })
}

function fixturesOn(kind: RouteFixture['on']): [string, RouteFixture][] {
  return Object.entries(routeFixtures).filter(([, { on }]) => on === kind)
}

function endsSessions(route: string): boolean {
  return /logout|sessions/.test(route)
}

function everything(): boolean {
  return true
}

function nameOf(route: string): string {
  return route.split(' ').slice(0, 2).join(' ')
}

/** The viewer, where the role can be an author's, and somebody else. */
function authorsFor({ party, user }: Viewer): MadeUser[] {
  const somebodyElse = viewerOf(party === 'owner' ? 'teacher' : 'owner').user!
  return user === null || party === 'student' ? [somebodyElse] : [user, somebodyElse]
}

function viewerOf(party: Party): Viewer {
  return viewers.find((viewer) => viewer.party === party)!
}

async function newViewer(party: Party): Promise<Viewer> {
  if (party === 'anonymous') return { party, caller: crm.anonymous, user: null }
  const user = await make.user(crm, { role: party })
  return { party, caller: await crm.as(user), user }
}

/** Worked out from the table alone: 401 for strangers, 403 for a function, 404 for an object one may not know of. */
function expectedFor(fixture: RouteFixture, party: Party, may: (right: Right) => boolean): readonly number[] {
  const { right, also, permitted = [200], on } = fixture
  if (reachOf(party, right) === 'no') return [party === 'anonymous' ? 401 : 403]
  if (may(right) && (also === undefined || may(also))) return permitted
  return [may(on === 'user' ? 'users.read' : 'courses.read') ? 403 : 404]
}

function reachesUser(reach: Reach, viewer: User | null, target: User, right: Right): boolean {
  const self = viewer?.id === target.id
  if (reach === 'students') return target.role === 'student' || (self && right !== 'users.disable')
  if (reach === 'notOwners') return target.role !== 'owner'
  return reach === 'all' || (reach === 'self' && self)
}

function reachesCourse(reach: Reach, viewer: User | null, target: Course): boolean {
  if (reach === 'own') return viewer !== null && target.authorId === viewer.id
  return reach === 'all' || (reach === 'published' && target.status === 'published')
}

function judge({ status, body }: Answer, expected: readonly number[], what: string): void {
  const got = `${what}: expected ${expected.join(' or ')}, got ${status} ${JSON.stringify(body)?.slice(0, 300)}`
  assert.ok(expected.includes(status), got)
  if (status === 401 && !what.includes('/login')) assert.equal(body.code, 'authentication_required', got)
}
