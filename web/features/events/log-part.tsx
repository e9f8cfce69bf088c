import { useMemo, useState } from 'react'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { listRing } from '../../ui/data-grid/list-ring.ts'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { EventDetail } from './event-detail.tsx'
import { EventList } from './event-list.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { fieldsOf, isDownwards, type LogQuestion, logAddress, readLogAddress } from './log-address.ts'
import { LogToolbar } from './log-toolbar.tsx'
import { useLog } from './use-log.ts'

/** The log itself with its live end, one event open beside it. All of it stands in the address. */
export function LogPart() {
  const say = useSay()
  const question = readLogAddress(useQueryString())
  const { open } = question
  const asked = logAddress({ ...question, open: 0 })
  // A link leads into the past: nothing follows there until somebody asks for the end.
  const [linked, setLinked] = useState(question.start === 'end' ? open : 0)
  const [paused, setPaused] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is one with other words, not another object
  const fields = useMemo(() => fieldsOf(question, linked, Date.now()), [asked, linked])
  const log = useLog(fields, linked === 0)
  const down = isDownwards(question)
  const go = (change: Partial<LogQuestion>, replace: boolean) =>
    navigate(logAddress({ ...question, ...change }), { replace })
  const ask = (change: Partial<LogQuestion>) => {
    setLinked(0)
    go({ ...change, open: 0 }, true)
  }
  const follow = () => {
    setLinked(0)
    setPaused(!paused && linked === 0)
    log?.hold(!paused && linked === 0)
  }
  const { events, error, loading, more, waiting, rate } = log?.state ?? nothing
  const narrowed = asked !== '/events'
  return (
    <>
      <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-md:grid max-md:grid-cols-2">
        <LogToolbar question={question} ask={ask} />
        <span className="text-muted">
          {say(more ? texts.loaded : texts.shown, { count: events.length })}
          {rate > 0 && ` · ${say(texts.perSecond, { count: rate })}`}
        </span>
        <Button className="ml-auto" icon={paused || linked > 0 ? 'play' : 'pause'} onClick={follow}>
          {linked > 0
            ? say(texts.toEnd)
            : paused
              ? waiting > 0
                ? say(texts.followNew, { count: waiting })
                : say(texts.follow)
              : say(texts.pause)}
        </Button>
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className={`relative flex min-w-0 flex-1 flex-col ${listRing}`}>
          {error !== null && events.length === 0 && <Failed error={error} onRetry={() => void log?.readOn()} />}
          {log && loading && events.length === 0 && <SkeletonLines lines={8} />}
          {!loading && error === null && events.length === 0 && (
            <Empty
              icon="events"
              title={say(narrowed ? texts.noneFit : texts.empty)}
              hint={say(narrowed ? texts.noneFitHint : texts.emptyHint)}
              action={narrowed && <Button onClick={() => navigate('/events')}>{say(texts.showAll)}</Button>}
            />
          )}
          {events.length > 0 && log && (
            <EventList
              key={`${asked} ${linked}`}
              events={events}
              letGo={log.state.letGo}
              down={down}
              open={open}
              more={more}
              waiting={waiting}
              onOpen={(seq) => go({ open: seq }, open > 0)}
              onEdge={(atEdge) => log.hold(paused || !atEdge)}
              onRelease={() => log.release()}
              onFarEnd={() => void log.readOn()}
            />
          )}
          {more && !loading && question.find !== '' && (
            <Button className="m-2 flex-none" icon="search" onClick={() => void log?.readOn()}>
              {say(texts.findFurther)}
            </Button>
          )}
        </div>
        {open > 0 && (
          <EventDetail
            seq={open}
            known={events.find(({ seq }) => seq === open)}
            onClose={() => go({ open: 0 }, true)}
          />
        )}
      </div>
    </>
  )
}

const nothing = { events: [], error: null, loading: false, more: false, waiting: 0, rate: 0 } as const
