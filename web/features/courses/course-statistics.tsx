import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CourseAnswer, CourseStatistics } from '#contract/http/courses.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { coursesPath } from './course-changes.ts'
import { Money } from './course-chips.tsx'
import { coursesTexts as texts } from './courses-texts.ts'

/** How often the course was changed by day, and what it has cost; every price leads to its event. */
export function StatisticsCard({ course }: { course: CourseAnswer }) {
  const say = useSay()
  const [asTable, setAsTable] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['stats', coursesPath, course.id],
    queryFn: async ({ signal }) =>
      (await call<CourseStatistics>('GET', `${coursesPath}/${course.id}/statistics`, { signal })).body,
  })
  const aside = (
    <Button icon="table" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
      {say(asTable ? texts.asChart : texts.asTable)}
    </Button>
  )
  return (
    <Card title={say(texts.statistics)} aside={aside}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines lines={4} />}
      {data && (
        <div className="grid gap-4">
          <Changes days={data.days} asTable={asTable} />
          <Prices course={course} prices={data.prices} />
        </div>
      )}
    </Card>
  )
}

function Changes({ days, asTable }: { days: CourseStatistics['days']; asTable: boolean }) {
  const say = useSay()
  const { day, number } = useFormat()
  const count = days.reduce((sum, one) => sum + one.changes, 0)
  if (asTable)
    return (
      <div className="max-h-80 overflow-auto">
        <Table
          label={say(texts.changesByDay)}
          heads={[say(texts.day), say(texts.changes)]}
          numbers={[1]}
          rows={days
            .toReversed()
            .map((one) => ({ id: one.day, cells: [day(`${one.day}T12:00:00`), number(one.changes)] }))}
        />
      </div>
    )
  return (
    <>
      <p className="text-muted">{say(texts.changesCount, { count })}</p>
      <LineChart
        label={say(texts.changesCount, { count })}
        points={days.map((one) => ({ day: one.day, value: one.changes }))}
        before={[]}
      />
    </>
  )
}

function Prices({ course, prices }: { course: CourseAnswer; prices: CourseStatistics['prices'] }) {
  const say = useSay()
  const { moment } = useFormat()
  return (
    <section aria-label={say(texts.prices)}>
      <h3 className="mb-1 text-sm text-muted">{say(texts.prices)}</h3>
      <ul className="grid gap-1">
        {prices.map(({ seq, at, price, currency }) => (
          <li key={seq} className="flex justify-between gap-3">
            <Money price={price} currency={currency ?? course.currency} />
            <Link
              to={`/events?topic=course-events&key=${course.id}&seq=${seq}`}
              className="text-accent-text underline-offset-2 hover:underline"
            >
              {moment(at)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
