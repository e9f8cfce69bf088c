import { Type } from 'typebox'
import {
  CountCourses,
  CourseAnswer,
  CourseStatistics,
  CreateCourse,
  ListCourses,
  UpdateCourse,
} from '#contract/http/courses.ts'
import { IdParams, Nullable } from '#contract/http/shapes.ts'
import { StatisticsRange } from '#contract/http/statistics.ts'
import { Facet } from '#contract/http/where.ts'
import { readRange } from '#modules/statistics/index.ts'
import { Failure } from '#platform/failure.ts'
import { etagOf, expectedVersions, sendObject } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { once } from '#platform/http/once.ts'
import { describePage, pageOf } from '#platform/http/paging.ts'
import { allow } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { archiveCourse } from './archive-course.ts'
import { mayOn } from './course-rights.ts'
import { statisticsOf } from './course-statistics.ts'
import { findCourse } from './courses-store.ts'
import { createCourse } from './create-course.ts'
import { countCourses, listCourses } from './list-courses.ts'
import { presentCourse, presentCourseTo } from './present-course.ts'
import { publishCourse } from './publish-course.ts'
import { restoreCourse } from './restore-course.ts'
import { updateCourse } from './update-course.ts'

const tags = ['courses']
const oneCourse = { 200: CourseAnswer }
const ifMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag this change is based on' })),
})

export function coursesRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house

  app.post(
    '/courses',
    {
      schema: { tags, summary: 'Create a course', body: CreateCourse, response: { 201: CourseAnswer } },
      config: { right: 'courses.create', refusal: 'courses_for_admins', idempotent: true },
    },
    (request, reply) =>
      once(house, request, reply, async () => async (tx) => {
        const course = await createCourse(tx, request.actor, request.body, clock.now())
        const headers = { location: `/courses/${course.id}`, etag: etagOf(course.version) }
        return { status: 201, body: presentCourseTo(request.actor, course), headers }
      }),
  )

  app.get(
    '/courses',
    {
      schema: { tags, summary: 'List courses', querystring: ListCourses, response: { 200: Type.Array(CourseAnswer) } },
      config: { right: 'courses.list' },
    },
    async (request, reply) => {
      const page = pageOf(request.query)
      const reach = allow(request.actor, 'courses.list')
      const { rows, total, last } = await listCourses(db.reader, request.query, page, reach, clock.now())
      describePage(request, reply, page, { count: rows.length, total, last })
      return rows.map(presentCourse)
    },
  )

  app.get(
    '/courses/facets',
    {
      schema: {
        tags,
        summary: 'Count courses by the values of fields',
        querystring: CountCourses,
        response: { 200: Type.Array(Facet) },
      },
      config: { right: 'courses.list' },
    },
    ({ actor, query }) =>
      countCourses(db.reader, query.fields.split(','), query, allow(actor, 'courses.list'), clock.now()),
  )

  app.get(
    '/courses/:id',
    {
      schema: { tags, summary: 'Get a course', params: IdParams, response: oneCourse },
      config: { right: 'courses.read', refuses: ['course_not_found'] },
    },
    async (request, reply) => {
      const course = await findCourse(db.reader, request.params.id)
      if (!course || !mayOn(request.actor, 'courses.read', course)) throw new Failure('course_not_found')
      return sendObject(reply, presentCourseTo(request.actor, course))
    },
  )

  app.get(
    '/courses/:id/statistics',
    {
      schema: {
        tags,
        summary: 'How often a course was changed by day, and its prices',
        params: IdParams,
        querystring: StatisticsRange,
        response: { 200: CourseStatistics },
      },
      config: { right: 'statistics.read', refuses: ['course_not_found'] },
    },
    async ({ actor, params, query }) => {
      const days = readRange(query, clock.now())
      const course = await findCourse(db.reader, params.id)
      if (!course || !mayOn(actor, 'courses.read', course)) throw new Failure('course_not_found')
      return statisticsOf(db.reader, course.id, days)
    },
  )

  app.patch(
    '/courses/:id',
    {
      schema: {
        tags,
        summary: 'Change a course',
        params: IdParams,
        body: UpdateCourse,
        headers: ifMatch,
        response: oneCourse,
      },
      config: { right: 'courses.update', refuses: ['course_not_found', 'version_conflict'] },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const course = await db.inTransaction((tx) =>
        updateCourse(tx, actor, params.id, body, expectedVersions(request), clock.now()),
      )
      return sendObject(reply, presentCourseTo(actor, course))
    },
  )

  const steps = [
    { method: 'PUT', url: '/courses/:id/publication', summary: 'Publish a draft', step: publishCourse },
    { method: 'PUT', url: '/courses/:id/archive', summary: 'Archive a published course', step: archiveCourse },
    { method: 'DELETE', url: '/courses/:id/archive', summary: 'Restore an archived course', step: restoreCourse },
  ] as const
  for (const { method, url, summary, step } of steps) {
    app.route({
      method,
      url,
      schema: {
        tags,
        summary,
        params: IdParams,
        headers: ifMatch,
        response: oneCourse,
        ...(method === 'PUT' && { body: Nullable(Type.Object({})) }),
      },
      config: { right: 'courses.publish', refuses: ['course_not_found', 'course_transition', 'version_conflict'] },
      handler: async (request, reply) => {
        const course = await db.inTransaction((tx) =>
          step(tx, request.actor, request.params.id, expectedVersions(request), clock.now()),
        )
        return sendObject(reply, presentCourseTo(request.actor, course))
      },
    })
  }
}
