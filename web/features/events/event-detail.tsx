import { useQuery } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { copyText } from '../../lib/copy-text.ts'
import { eventText } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { type LogEvent, recordOf } from '../../lib/story.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { IconButton } from '../../ui/button.tsx'
import { Json } from '../../ui/json.tsx'
import { PaneBody, SidePane } from '../../ui/side-pane.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

type DetailProps = { seq: number; known: LogEvent | undefined; onClose: () => void }

/** One event whole. It has an address of its own: a link finds it however far the log has gone. */
export function EventDetail({ seq, known, onClose }: DetailProps) {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['event', seq],
    enabled: !known,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await call<LogEvent>('GET', `/events/${seq}`, { signal })).body,
  })
  const event = known ?? data
  const copy = (text: string) => void copyText(text).then(() => toastDone(say(uiTexts.copied)), toastProblem)
  return (
    <SidePane
      label={event ? say(eventText(event.type)) : say(texts.number)}
      title={
        <>
          {event?.type}{' '}
          <span className="font-normal text-muted">
            {event && `p${event.partition} · `}
            {seq}
          </span>
        </>
      }
      onClose={onClose}
      actions={
        event && (
          <>
            <IconButton icon="copy" label={say(uiTexts.copy)} onClick={() => copy(JSON.stringify(event, null, 2))} />
            <IconButton
              icon="link"
              label={say(texts.copyLink)}
              onClick={() => copy(`${location.origin}/app/events?seq=${seq}`)}
            />
          </>
        )
      }
    >
      {error && !event && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !event && <SkeletonLines lines={6} />}
      {event && <Content event={event} />}
    </SidePane>
  )
}

function Content({ event }: { event: LogEvent }) {
  const say = useSay()
  const { moment } = useFormat()
  const record = recordOf(event)
  const link = 'mr-4 inline-block font-medium text-accent-text underline underline-offset-2'
  return (
    <PaneBody label={say(texts.value)}>
      <p className="mb-1">{say(eventText(event.type))}</p>
      <p className="mb-3 text-muted">
        {moment(event.time)} · {event.topic}
      </p>
      <p className="mb-3">
        {record && (
          <Link to={record} className={link}>
            {say(texts.record)}
          </Link>
        )}
        <Link to={`/events?${new URLSearchParams({ topic: event.topic, key: event.key })}`} className={link}>
          {say(texts.sameKey)}
        </Link>
      </p>
      <Record value={event.value} headers={event.headers} />
    </PaneBody>
  )
}

/** What was written, as it was written. */
export function Record({ value, headers }: { value: unknown; headers: unknown }) {
  return (
    <div className="font-mono text-sm leading-5">
      <Json name="value" value={value} />
      <div className="h-3" />
      <Json name="headers" value={headers} />
    </div>
  )
}
