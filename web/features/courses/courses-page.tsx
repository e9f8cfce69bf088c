import { courseFields, courseStatuses } from '#contract/filters.ts'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { listPages } from '#contract/list-pages.ts'
import { useKeys } from '../../lib/keys.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay, useReach } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { countOf, useFacets } from '../../ui/data-grid/facets.ts'
import { fieldsOf } from '../../ui/data-grid/filter-field.ts'
import { bothWays, type ListSpec, type ListState, only, questionOf } from '../../ui/data-grid/list-address.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { listAhead, useListState } from '../../ui/data-grid/list-state.ts'
import { useRowsThere } from '../../ui/data-grid/pages.ts'
import { useSelection } from '../../ui/data-grid/selection.ts'
import { Empty } from '../../ui/states.tsx'
import { coursesPath } from './course-changes.ts'
import { CourseCard, WallCard } from './course-chips.tsx'
import { useCourseColumns } from './course-columns.tsx'
import { CourseFacts } from './course-facts.tsx'
import { CourseForm } from './course-form.tsx'
import { CoursesBulk } from './courses-bulk.tsx'
import { coursesTexts as texts } from './courses-texts.ts'

const spec = {
  fields: courseFields,
  plain: ['status'],
  sorts: bothWays(listPages.courses.by),
  sort: listPages.courses.sort,
  looks: ['cards'],
} as const satisfies ListSpec

export const ahead = listAhead(coursesPath, spec)

export default function CoursesPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const mayCreate = useMay('courses.create')
  const creating = new URLSearchParams(useQueryString()).has('new') && mayCreate
  const create = () => mayCreate && navigate(`${coursesPath}?new=1`)
  useKeys({ KeyN: create })
  const { views, filters } = useQuestions(state)
  const selection = useSelection<CourseAnswer>()
  const mayMove = useMay('courses.publish')
  const addButton = mayCreate && (
    <Button look="primary" icon="plus" onClick={create}>
      <span className="max-sm:sr-only">{say(texts.add)}</span>
    </Button>
  )
  return (
    <>
      <ListPage<CourseAnswer>
        title={say(texts.title)}
        path={coursesPath}
        spec={spec}
        columns={useCourseColumns()}
        state={state}
        change={change}
        placeholder={say(texts.search)}
        filters={filters}
        views={views}
        {...(mayMove && { selection, bulk: <CoursesBulk selection={selection} /> })}
        nameOf={({ title }) => title}
        card={(course) => <CourseCard course={course} />}
        wallCard={(course) => <WallCard course={course} />}
        record
        peek={(id) => <CourseFacts key={id} id={id} />}
        actions={addButton}
        empty={
          <Empty
            icon="courses"
            title={say(texts.emptyTitle)}
            {...(mayCreate && { hint: say(texts.emptyHint) })}
            action={addButton}
          />
        }
      />
      {creating && <CourseForm onClose={() => navigate(coursesPath, { replace: true })} />}
    </>
  )
}

/** Whoever sees published courses only has nothing to divide by status. */
function useQuestions(state: ListState) {
  const say = useSay()
  const staff = useReach('courses.list') === 'all'
  const ready = useRowsThere({ path: coursesPath, question: questionOf(state, spec) })
  const counts = useFacets(coursesPath, ['status'], {}, staff && ready)
  const names = { draft: texts.drafts, published: texts.open, archived: texts.archive }
  const tabs = courseStatuses.map((status) => ({
    title: say(names[status]),
    where: only('status', status),
    count: countOf(counts, 'status', status),
  }))
  const statusOf = (value: string) => say(texts[value as CourseAnswer['status']])
  return {
    views: [{ title: say(texts.all), where: [] }, ...(staff ? tabs : [])],
    filters: fieldsOf(courseFields, {
      ...(staff && { status: { title: say(texts.status), faceted: true, labelOf: statusOf } }),
      currency: { title: say(texts.currency), faceted: true },
      title: { title: say(texts.name) },
      price: { title: say(texts.price) },
      author_id: { title: say(texts.authorNumber) },
      created_at: { title: say(texts.created) },
      updated_at: { title: say(texts.updated) },
      id: { title: say(texts.number) },
    }),
  }
}
