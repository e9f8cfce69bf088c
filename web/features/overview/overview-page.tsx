import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, queryOf } from '../../lib/api.ts'
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

const periods = ['7', '30', '90'] as const
/** The rows behind each number. */
const behind: Readonly<Record<Measure, string>> = {
  registrations: '/users?sort=-created_at',
  logins: '/events?type=user.logged_in',
  courses: '/courses?sort=-created_at',
}

export default function OverviewPage() {
  const say = useSay()
  const asked = new URLSearchParams(useQueryString()).get('days')
  const period = periods.find((one) => one === asked) ?? '30'
  const [measure, setMeasure] = useState<Measure>('registrations')
  const { data, error, refetch } = useDays(Number(period) * 2)
  const [mayEvents, mayAudit, mayUsers] = [useMay('events.read'), useMay('audit.read'), useMay('users.list')]
  const opens = (name: Measure) =>
    (name === 'logins' && !mayEvents) || (name === 'registrations' && !mayUsers) ? undefined : behind[name]
  const now = data?.slice(-Number(period)) ?? []
  const before = data?.slice(0, -Number(period)) ?? []
  return (
    <>
      <PageHead title={say(texts.title)}>
        <Segmented
          label={say(texts.period)}
          value={period}
          choices={periods.map((value) => ({ value, label: say(texts.days, { count: Number(value) }) }))}
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

/** The last `count` days, today included (UTC, as the server counts). */
function useDays(count: number) {
  const from = new Date(Date.now() - (count - 1) * 86_400_000).toISOString().slice(0, 10)
  return useQuery({
    queryKey: ['stats', from],
    queryFn: async ({ signal }) => (await call<Day[]>('GET', `/stats/daily${queryOf({ from })}`, { signal })).body,
  })
}
