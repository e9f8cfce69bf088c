import { useMemo } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { reachOf } from '#contract/rights.ts'
import { useFormat } from '../../lib/format.ts'
import { type Say, useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { type CellEdit, patchOf } from '../../ui/data-grid/cell-edit.ts'
import type { Column } from '../../ui/data-grid/columns.ts'
import { CourseChip, Money } from './course-chips.tsx'
import { coursesTexts as texts } from './courses-texts.ts'
import { currencies, readPrice } from './price.ts'

/** The columns of the list of courses; those that the viewer may change are edited where they stand. */
export function useCourseColumns(): readonly Column<CourseAnswer>[] {
  const say = useSay()
  const { day, ago } = useFormat()
  const me = useMe()
  return useMemo(() => {
    const edits = editsFor(me, say)
    return [
      {
        id: 'title',
        title: say(texts.name),
        min: 260,
        grow: 3,
        sort: 'title',
        cell: ({ title }) => <span className="truncate font-medium">{title}</span>,
        edit: edits.title,
      },
      {
        id: 'status',
        title: say(texts.status),
        min: 140,
        sort: 'status',
        cell: ({ status }) => <CourseChip status={status} />,
      },
      {
        id: 'price',
        title: say(texts.price),
        min: 120,
        align: 'end',
        sort: 'price',
        fields: ['price', 'currency'],
        cell: (course) => <Money price={course.price} currency={course.currency} />,
        edit: edits.price,
      },
      {
        id: 'currency',
        title: say(texts.currency),
        min: 90,
        grow: 0.5,
        hidden: true,
        cell: ({ currency }) => currency,
        edit: edits.currency,
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
        sort: 'updated_at',
        cell: ({ updated_at }) => <span className="truncate text-muted">{ago(updated_at)}</span>,
      },
      {
        id: 'description',
        title: say(texts.description),
        min: 240,
        hidden: true,
        cell: ({ description }) => <span className="truncate text-muted">{description}</span>,
      },
      {
        id: 'id',
        title: say(texts.number),
        min: 90,
        grow: 0.5,
        align: 'end',
        hidden: true,
        sort: 'id',
        cell: ({ id }) => id,
      },
    ]
  }, [say, day, ago, me])
}

/** The same table of rights that the server goes by, applied to one row. */
function editsFor(me: { id: number; role: Parameters<typeof reachOf>[0] }, say: Say) {
  const reach = reachOf(me.role, 'courses.update')
  const may = (course: CourseAnswer) => reach === 'all' || (reach === 'own' && course.author_id === me.id)
  const mayPrice = (course: CourseAnswer) => may(course) && reachOf(me.role, 'courses.set_price') === 'all'
  const title: CellEdit<CourseAnswer> = {
    may,
    value: (course) => course.title,
    write: (course, text) => patchOf('title', text.trim(), course.title),
  }
  const price: CellEdit<CourseAnswer> = {
    may: mayPrice,
    inputMode: 'decimal',
    value: (course) => String(course.price),
    write: (course, text) => {
      const read = readPrice(text)
      if (read === null) throw new Error(say(texts.priceWrong))
      return patchOf('price', Number(read), course.price)
    },
  }
  const currency: CellEdit<CourseAnswer> = {
    may: mayPrice,
    choices: currencies.map((value) => ({ value, label: value })),
    value: (course) => course.currency,
    write: (course, text) => patchOf('currency', text, course.currency),
  }
  return { title, price, currency }
}
