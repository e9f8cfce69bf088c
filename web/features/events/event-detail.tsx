import { eventText } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import type { LogEvent } from '../../lib/story.ts'
import { toastDone } from '../../lib/toasts.ts'
import { IconButton } from '../../ui/button.tsx'
import { Json } from '../../ui/json.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

/** The address of the record an event tells of. */
const records: Readonly<Record<string, string>> = { 'user-events': '/users', 'course-events': '/courses' }

export function EventDetail({ event, onClose }: { event: LogEvent; onClose: () => void }) {
  const say = useSay()
  const { moment } = useFormat()
  const record = records[event.topic]
  const copy = (text: string) => void navigator.clipboard?.writeText(text).then(() => toastDone(say(uiTexts.copied)))
  return (
    <aside
      aria-label={say(eventText(event.type))}
      className="flex w-[min(420px,45%)] flex-none flex-col border-l border-line bg-raised max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:w-[min(420px,100%)] max-lg:shadow-pop"
    >
      <header className="flex h-12 flex-none items-center gap-1 border-b border-line pl-4 pr-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          {event.type}{' '}
          <span className="font-normal text-muted">
            p{event.partition} · {event.seq}
          </span>
        </h2>
        <IconButton icon="copy" label={say(uiTexts.copy)} onClick={() => copy(JSON.stringify(event, null, 2))} />
        <IconButton icon="open" label={say(texts.copyLink)} onClick={() => copy(linkTo(event))} />
        <IconButton icon="close" label={say(uiTexts.close)} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section aria-label={say(texts.value)} tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-1">{say(eventText(event.type))}</p>
        <p className="mb-3 text-muted">
          {moment(event.time)} · {event.topic}
        </p>
        {record && (
          <Link
            to={`${record}/${event.key}`}
            className="mb-3 inline-block font-medium text-accent-text underline underline-offset-2"
          >
            {say(texts.record)}
          </Link>
        )}
        <div className="font-mono text-sm leading-5">
          <Json name="value" value={event.value} />
          <div className="h-3" />
          <Json name="headers" value={event.headers} />
        </div>
      </section>
    </aside>
  )
}

/** Opens the log at this very event, however long the log has grown: the key narrows it. */
function linkTo({ topic, key, seq }: LogEvent): string {
  return `${location.origin}/app/events?${new URLSearchParams({ topic, key, seq: String(seq) })}`
}
