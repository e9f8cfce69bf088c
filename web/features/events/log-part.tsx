import { useMemo, useState } from 'react'
import { eventTexts, topicNames } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import type { LogEvent } from '../../lib/story.ts'
import { Button } from '../../ui/button.tsx'
import { inputLook } from '../../ui/field.tsx'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { EventDetail } from './event-detail.tsx'
import { EventList } from './event-list.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { type LogQuestion, useLog } from './use-log.ts'

const box = `h-8 ${inputLook} w-auto! max-w-full`

/** The log itself, with its live end; one event open beside it. All of it stands in the address. */
export function LogPart() {
  const say = useSay()
  const { number } = useFormat()
  const query = new URLSearchParams(useQueryString())
  const question: LogQuestion = {
    topic: query.get('topic') ?? '',
    type: query.get('type') ?? '',
    key: query.get('key') ?? '',
  }
  const wanted = query.get('find') ?? ''
  const open = Number(query.get('seq') ?? 0)
  const [following, setFollowing] = useState(open === 0)
  const { events: read, error, loading, more, readOn } = useLog(question, following)
  const events = useMemo(() => read.filter((event) => holds(event, wanted)), [read, wanted])
  const go = (change: Partial<LogQuestion & { seq: string; find: string }>, replace: boolean) => {
    const fields = { ...question, find: wanted, seq: open ? String(open) : '', ...change }
    const set = Object.entries(fields).filter(([, value]) => value)
    navigate(`/events${set.length > 0 ? `?${new URLSearchParams(set)}` : ''}`, { replace })
  }
  const ask = (change: Partial<LogQuestion & { find: string }>) => go({ ...change, seq: '' }, true)
  const shown = events.find(({ seq }) => seq === open)
  return (
    <>
      <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <select
          aria-label={say(texts.topic)}
          value={question.topic}
          onChange={(event) => ask({ topic: event.target.value })}
          className={box}
        >
          <option value="">{say(texts.allTopics)}</option>
          {topicNames.map((topic) => (
            <option key={topic}>{topic}</option>
          ))}
        </select>
        <select
          aria-label={say(texts.type)}
          value={question.type}
          onChange={(event) => ask({ type: event.target.value })}
          className={box}
        >
          <option value="">{say(texts.allTypes)}</option>
          {Object.keys(eventTexts).map((type) => (
            <option key={type}>{type}</option>
          ))}
        </select>
        <input
          type="search"
          aria-label={say(texts.key)}
          placeholder={say(texts.keyHint)}
          defaultValue={question.key}
          maxLength={64}
          onChange={(event) => ask({ key: event.target.value.trim() })}
          className={`${box} basis-36`}
        />
        <input
          type="search"
          aria-label={say(texts.find)}
          placeholder={say(texts.find)}
          defaultValue={wanted}
          maxLength={100}
          onChange={(event) => ask({ find: event.target.value.trim() })}
          className={`${box} basis-44`}
        />
        <span className="text-muted">{say(texts.shown, { count: events.length })}</span>
        <Button
          className="ml-auto"
          icon={following ? 'pause' : 'play'}
          aria-pressed={following}
          onClick={() => setFollowing(!following)}
        >
          {say(following ? texts.pause : texts.follow)}
        </Button>
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          {error !== null && events.length === 0 && <Failed error={error} onRetry={readOn} />}
          {loading && events.length === 0 && <SkeletonLines lines={8} />}
          {!loading && !error && events.length === 0 && (
            <Empty
              icon="events"
              title={say(question.topic || question.type || question.key || wanted ? texts.noneFit : texts.empty)}
              hint={say(texts.emptyHint)}
            />
          )}
          {events.length > 0 && (
            <EventList
              key={JSON.stringify(question)}
              events={events}
              open={open}
              following={following && open === 0}
              onOpen={(seq) => go({ seq: String(seq) }, open > 0)}
            />
          )}
          {more && (
            <Button className="m-2 flex-none" onClick={readOn}>
              {say(texts.readOn, { count: number(events.length) })}
            </Button>
          )}
        </div>
        {shown && <EventDetail event={shown} onClose={() => go({ seq: '' }, true)} />}
      </div>
    </>
  )
}

/** Whether the words stand anywhere in the event: its type, its value, its headers. */
function holds({ type, value, headers }: LogEvent, wanted: string): boolean {
  if (wanted === '') return true
  const text = `${type} ${JSON.stringify(value)} ${JSON.stringify(headers)}`.toLocaleLowerCase()
  return text.includes(wanted.toLocaleLowerCase())
}
