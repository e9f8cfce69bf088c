import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Party, parties, type Reach, type Role, reachOf, roles } from '#contract/rights.ts'
import type { Course } from '#modules/courses/index.ts'
import type { User } from '#modules/users/index.ts'
import type { Answer, Caller } from './test-kit/caller.ts'
import { type MadeUser, make } from './test-kit/make.ts'
import { registeredRoutes } from './test-kit/registered-routes.ts'
import { type RouteFixture, routeFixtures } from './test-kit/rights-fixtures.ts'
import { type Crm, startCrm } from './test-kit/start-crm.ts'

type Viewer = { party: Party; caller: Caller; user: MadeUser | null }

let crm!: Crm
const routes = await registeredRoutes(async () => {
  crm = await startCrm()
})
const viewers = await Promise.all(parties.map((party) => newViewer(crm, party)))
await crm.settled()

test('every route is opened by the row of the rights table that its fixture names, and none is without a fixture', () => {
  const registered = routes.map(({ method, url, right }) => `${method} ${url}: ${right}`).sort()
  const described = Object.entries(routeFixtures).map(([route, { right }]) => `${nameOf(route)}: ${right}`)
  assert.deepEqual([...new Set(described)].sort(), registered)
})

for (const [route, fixture] of Object.entries(routeFixtures).filter(([, { on }]) => on === undefined)) {
  test(`the table decides who may ${route}`, async () => {
    for (const { party } of viewers) {
      const viewer = route.includes('log') || route.includes('sessions') ? await newViewer(crm, party) : viewerOf(party)
      const answer = await fixture.call(viewer.caller, 0)
      judge(
        answer,
        route,
        party,
        expectedFor(
          fixture,
          party,
          () => true,
          () => true,
        ),
      )
    }
  })
}

for (const [route, fixture] of Object.entries(routeFixtures).filter(([, { on }]) => on === 'user')) {
  test(`the table decides on whose account one may ${route}`, async () => {
    for (const { party } of viewers) {
      for (const kind of ['self', ...roles] as const) {
        if (kind === 'self' && party === 'anonymous') continue
        const viewer = kind === 'self' ? await newViewer(crm, party) : viewerOf(party)
        const target = kind === 'self' ? viewer.user! : await make.user(crm, { role: kind })
        const may = (right: Parameters<typeof reachOf>[1]) =>
          reachesUser(reachOf(party, right), viewer.user, target, right)
        const answer = await fixture.call(viewer.caller, target.id)
        judge(
          answer,
          `${route} (${kind})`,
          party,
          expectedFor(fixture, party, may, () => may('users.read')),
        )
      }
    }
  })
}

for (const [route, fixture] of Object.entries(routeFixtures).filter(([, { on }]) => on === 'course')) {
  test(`the table decides on which course one may ${route}`, async () => {
    for (const viewer of viewers) {
      for (const status of ['draft', 'published', 'archived'] as const) {
        for (const author of [viewer.user, viewers.at(-1)!.user].filter((user) => user !== null)) {
          const target = await make.course(crm, { status, author })
          const may = (right: Parameters<typeof reachOf>[1]) =>
            reachesCourse(reachOf(viewer.party, right), viewer.user, target)
          const answer = await fixture.call(viewer.caller, target.id)
          const whose = author === viewer.user ? 'own' : 'foreign'
          judge(
            answer,
            `${route} (${whose} ${status})`,
            viewer.party,
            expectedFor(fixture, viewer.party, may, () => may('courses.read')),
          )
        }
      }
    }
  })
}

function nameOf(route: string): string {
  return route.split(' ').slice(0, 2).join(' ')
}

function viewerOf(party: Party): Viewer {
  return viewers.find((viewer) => viewer.party === party)!
}

async function newViewer(crm: Crm, party: Party): Promise<Viewer> {
  if (party === 'anonymous') return { party, caller: crm.anonymous, user: null }
  const user = await make.user(crm, { role: party satisfies Role })
  return { party, caller: await crm.as(user), user }
}

/** Worked out from the table alone: 401 for strangers, 403 for a function, 404 for an object one may not know of. */
function expectedFor(
  { right, also, permitted = [200] }: RouteFixture,
  party: Party,
  may: (right: RouteFixture['right']) => boolean,
  maySee: () => boolean,
): readonly number[] {
  if (reachOf(party, right) === 'no') return [party === 'anonymous' ? 401 : 403]
  if (may(right) && (also === undefined || may(also))) return permitted
  return [maySee() ? 403 : 404]
}

function reachesUser(reach: Reach, viewer: User | null, target: User, right: string): boolean {
  const self = viewer?.id === target.id
  if (reach === 'students') return target.role === 'student' || (self && right !== 'users.disable')
  if (reach === 'notOwners') return target.role !== 'owner'
  return reach === 'all' || (reach === 'self' && self)
}

function reachesCourse(reach: Reach, viewer: User | null, target: Course): boolean {
  if (reach === 'own') return viewer !== null && target.authorId === viewer.id
  return reach === 'all' || (reach === 'published' && target.status === 'published')
}

function judge({ status, body }: Answer, what: string, party: Party, expected: readonly number[]): void {
  assert.ok(
    expected.includes(status),
    `${what} as ${party}: expected ${expected.join(' or ')}, got ${status} ${JSON.stringify(body)?.slice(0, 300)}`,
  )
  if (status === 401 && !what.includes('login')) assert.equal(body.code, 'authentication_required')
}
