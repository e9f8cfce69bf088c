import { useMemo } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { useFormat } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay, useReach } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { useCounts } from '../../ui/data-grid/counts.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { useListState } from '../../ui/data-grid/list-state.ts'
import { Empty } from '../../ui/states.tsx'
import { coursesPath } from './course-changes.ts'
import { CourseCard, CourseChip, Money } from './course-chips.tsx'
import { CourseFacts } from './course-facts.tsx'
import { CourseForm } from './course-form.tsx'
import { coursesTexts as texts } from './courses-texts.ts'

const statuses = ['draft', 'published', 'archived'] as const
const spec = {
  filters: { status: statuses },
  sorts: ['id', '-id', 'title', '-title', 'price', '-price', 'created_at', '-created_at'],
  sort: '-created_at',
} as const

export default function CoursesPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const mayCreate = useMay('courses.create')
  const creating = new URLSearchParams(useQueryString()).has('new') && mayCreate
  const create = () => mayCreate && navigate(`${coursesPath}?new=1`)
  useKeys({ KeyN: create })
  const { views, filters } = useQuestions()
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
        columns={useColumns()}
        state={state}
        change={change}
        placeholder={say(texts.search)}
        filters={filters}
        views={views}
        nameOf={({ title }) => title}
        card={(course) => <CourseCard course={course} />}
        record
        peek={(id) => <CourseFacts key={id} id={id} />}
        actions={addButton}
        exported={[
          'id',
          'title',
          'description',
          'price',
          'currency',
          'status',
          'author_id',
          'created_at',
          'updated_at',
          'published_at',
        ]}
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

function useColumns(): readonly Column<CourseAnswer>[] {
  const say = useSay()
  const { day, ago } = useFormat()
  return useMemo(
    () => [
      {
        id: 'title',
        title: say(texts.name),
        min: 260,
        grow: 3,
        sort: 'title',
        cell: ({ title }) => <span className="truncate font-medium">{title}</span>,
      },
      { id: 'status', title: say(texts.status), min: 140, cell: ({ status }) => <CourseChip status={status} /> },
      {
        id: 'price',
        title: say(texts.price),
        min: 120,
        align: 'end',
        sort: 'price',
        cell: (course) => <Money price={course.price} currency={course.currency} />,
      },
      {
        id: 'created_at',
        title: say(texts.created),
        min: 120,
        align: 'end',
        sort: 'created_at',
        cell: ({ created_at }) => <span className="truncate text-muted">{day(created_at)}</span>,
      },
      {
        id: 'updated_at',
        title: say(texts.updated),
        min: 130,
        align: 'end',
        cell: ({ updated_at }) => <span className="truncate text-muted">{ago(updated_at)}</span>,
      },
    ],
    [say, day, ago],
  )
}

/** Whoever sees published courses only has nothing to divide by status. */
function useQuestions() {
  const say = useSay()
  const staff = useReach('courses.list') === 'all'
  const counts = useCounts(
    coursesPath,
    statuses.map((status) => ({ status })),
    staff,
  )
  const names = { draft: texts.drafts, published: texts.open, archived: texts.archive }
  const values = statuses.map((value, at) => ({ value, label: say(texts[value]), count: counts[at] }))
  return {
    views: [
      { title: say(texts.all), filters: {} },
      ...(staff
        ? statuses.map((status, at) => ({ title: say(names[status]), filters: { status }, count: counts[at] }))
        : []),
    ],
    filters: staff ? [{ name: 'status', title: say(texts.status), values }] : [],
  }
}
