import { useQuery } from '@tanstack/react-query'
import type { AuditEntryAnswer } from '#contract/http/audit.ts'
import { call } from '../../lib/api.ts'
import { eventText, eventTone } from '../../lib/event-texts.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Card } from '../../ui/card.tsx'
import { ObjectChip } from '../../ui/object-name.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { overviewTexts as texts } from './overview-texts.ts'

/** The audit trail knows every event and is read from its newest end. */
export function LatestCard() {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['list', '/audit', 'latest'],
    queryFn: async ({ signal }) => (await call<AuditEntryAnswer[]>('GET', '/audit?limit=8', { signal })).body,
    meta: { live: true },
  })
  return (
    <Card
      title={say(texts.latest)}
      aside={
        <Link to="/events" className="text-accent-text underline-offset-2 hover:underline">
          {say(texts.wholeLog)}
        </Link>
      }
    >
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={5} />}
      {data && (
        <Timeline
          moments={data.map(({ event_id, at, action, object, topic, seq }) => ({
            id: event_id,
            at,
            title: say(eventText(action)),
            to: `/events?topic=${topic}&key=${object.split('/')[1] ?? ''}&seq=${seq ?? ''}`,
            mark: <ObjectChip object={object} tone={eventTone(action)} />,
          }))}
        />
      )}
    </Card>
  )
}
