import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { figuresOf, type Period, periodOf, periods } from '#contract/overview-page.ts'
import { call } from '../../lib/api.ts'
import { isOnItsWay } from '../../lib/on-its-way.ts'
import { queries } from '../../lib/queries.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Attention } from './attention.tsx'
import { DaysCard } from './days-card.tsx'
import { Figure } from './figure.tsx'
import { LatestCard } from './latest-card.tsx'
import { overviewTexts as texts } from './overview-texts.ts'
import { type Day, type Measure, measures, series } from './statistics.ts'

/** The rows behind each number. */
const behind: Readonly<Record<Measure, string>> = {
  registrations: '/users?sort=-created_at',
  logins: '/events?type=user.logged_in',
  courses: '/courses?sort=-created_at',
}

/** @public What `part` waits for. */
export const ahead = daysAhead(periodOf(new URLSearchParams(location.search)))

export default function OverviewPage() {
  const say = useSay()
  const period = periodOf(new URLSearchParams(useQueryString()))
  const [measure, setMeasure] = useState<Measure>('registrations')
  const { data, error, refetch } = useQuery(daysQuery(period))
  const [mayEvents, mayAudit, mayUsers] = [useMay('events.read'), useMay('audit.read'), useMay('users.list')]
  const opens = (name: Measure) =>
    (name === 'logins' && !mayEvents) || (name === 'registrations' && !mayUsers) ? undefined : behind[name]
  const now = data?.slice(-period) ?? []
  const before = data?.slice(0, -period) ?? []
  return (
    <>
      <PageHead title={say(texts.title)}>
        <Segmented
          label={say(texts.period)}
          value={String(period)}
          choices={periods.map((days) => ({ value: String(days), label: say(texts.days, { count: days }) }))}
          onChoose={(value) => navigate(value === '30' ? '/overview' : `/overview?days=${value}`, { replace: true })}
        />
      </PageHead>
      <div className="min-h-0 flex-1 overflow-auto bg-bg">
        <div className="mx-auto grid max-w-[1240px] gap-4 p-4">
          {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
          {!data && !error && <SkeletonLines lines={8} />}
          {data && (
            <>
              <div className="grid gap-4 md:grid-cols-3">
                {measures.map((name) => (
                  <Figure
                    key={name}
                    title={say(texts[name])}
                    now={series(now, name)}
                    before={series(before, name)}
                    to={opens(name)}
                  />
                ))}
              </div>
              <DaysCard days={now} before={before} measure={measure} onMeasure={setMeasure} />
              {mayEvents && (
                <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
                  {mayAudit && <LatestCard />}
                  <Attention />
                </div>
              )}
            </>
          )}
        </div>
      </div>
    </>
  )
}

function daysQuery(period: Period) {
  const path = figuresOf(period, Date.now())
  return {
    queryKey: ['stats', path],
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await call<Day[]>('GET', path, { signal })).body,
  }
}

function daysAhead(period: Period): Promise<unknown> | undefined {
  return isOnItsWay(figuresOf(period, Date.now())) ? queries.prefetchQuery(daysQuery(period)) : undefined
}
