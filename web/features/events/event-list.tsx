import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useSay } from '../../lib/say.ts'
import type { LogEvent } from '../../lib/story.ts'
import { shownIndexes, useSeen } from '../../ui/data-grid/seen.ts'
import { useKeysFromPage } from '../../ui/keys-from-page.ts'
import { EventLine, LineHeads, lineHeight } from './event-line.tsx'
import { eventsTexts as texts } from './events-texts.ts'

type ListProps = {
  events: readonly LogEvent[]
  letGo: number
  /** The newest stand first, and new ones come above. */
  down: boolean
  open: number
  waiting: number
  /** Not all of what there is was read yet. */
  more: boolean
  onOpen: (seq: number) => void
  /** Whether new events may be shown at once: the end where they come is in sight. */
  onEdge: (atEdge: boolean) => void
  onRelease: () => void
  /** The far end comes into sight. */
  onFarEnd: () => void
}

/** Events in a window that scrolls over any number of them. The active row is an event, not a place: new ones do not move it. */
export function EventList(props: ListProps) {
  const { events, down, open, waiting, onOpen } = props
  const say = useSay()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const total = events.length
  const seen = useSeen(frame, lineHeight, total)
  const [active, setActive] = useState(open)
  const now = events.findIndex(({ seq }) => seq === active)
  useScroll(frame, props, seen.last)
  useKeysFromPage(frame)
  const keys = (event: KeyboardEvent) => {
    const page = Math.floor((frame.current?.clientHeight ?? 0) / lineHeight) - 2
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    const step = steps[event.key]
    const next = { Home: 0, End: total - 1 }[event.key] ?? (step === undefined ? undefined : now + step)
    if ((event.key === 'Enter' || event.key === ' ') && events[now]) onOpen(events[now].seq)
    else if (next === undefined) return
    event.preventDefault()
    if (next === undefined) return
    const to = Math.max(0, Math.min(total - 1, next))
    setActive(events[to]?.seq ?? 0)
    reveal(frame.current, to)
    // With one event open beside the list, the arrows walk through them.
    if (open > 0 && events[to]) onOpen(events[to].seq)
  }
  return (
    <>
      <div
        ref={frame}
        role="grid"
        tabIndex={0}
        aria-label={say(texts.log)}
        aria-rowcount={total + 1}
        aria-activedescendant={now >= 0 ? `${id}-${events[now]?.seq}` : undefined}
        onKeyDown={keys}
        className="min-h-0 flex-1 overflow-auto outline-offset-[-2px] [overflow-anchor:none]"
      >
        <LineHeads />
        <div role="rowgroup" className="relative" style={{ height: total * lineHeight }}>
          {shownIndexes(seen, now, total).map((index) => {
            const event = events[index]
            return (
              event && (
                <EventLine
                  key={event.seq}
                  id={`${id}-${event.seq}`}
                  index={index}
                  event={event}
                  isOpen={event.seq === open}
                  isActive={index === now}
                  onOpen={() => {
                    setActive(event.seq)
                    onOpen(event.seq)
                  }}
                />
              )
            )
          })}
        </div>
      </div>
      {waiting > 0 && (
        <button
          type="button"
          onClick={() => {
            props.onRelease()
            requestAnimationFrame(() => frame.current?.scrollTo({ top: down ? 0 : frame.current.scrollHeight }))
          }}
          className={`absolute left-1/2 h-8 -translate-x-1/2 whitespace-nowrap rounded-md bg-accent px-3 font-medium text-on-accent shadow-pop ${down ? 'top-10' : 'bottom-4'}`}
        >
          {say(down ? texts.freshAbove : texts.freshBelow, { count: waiting })}
        </button>
      )}
    </>
  )
}

/** Keeps the live edge in sight while it is followed, tells when it is left, and asks for more before the far end. */
function useScroll(frame: RefObject<HTMLDivElement | null>, props: ListProps, last: number): void {
  const { events, letGo, down, more, open } = props
  const latest = useRef(props)
  latest.current = props
  const atEdge = useRef(true)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const look = () => {
      const away = down ? box.scrollTop : box.scrollHeight - box.clientHeight - box.scrollTop
      const edge = away < lineHeight
      if (edge !== atEdge.current) latest.current.onEdge(edge)
      atEdge.current = edge
    }
    look()
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
  }, [frame, down])
  useEffect(() => {
    if (last >= events.length - 20) latest.current.onFarEnd()
  }, [last, events.length])
  const before = useRef({ letGo, complete: false })
  useLayoutEffect(() => {
    const box = frame.current
    if (!box) return
    box.scrollTop -= (letGo - before.current.letGo) * lineHeight
    if (!down && before.current.complete && atEdge.current && events.length > 0) box.scrollTop = box.scrollHeight
    before.current = { letGo, complete: !more }
  }, [frame, down, more, letGo, events.length])
  useLinked(frame, events, open)
}

/** A link to one event leads to its row, once it was read. */
function useLinked(frame: RefObject<HTMLDivElement | null>, events: readonly LogEvent[], open: number): void {
  const shown = useRef(false)
  const at = open > 0 && !shown.current ? events.findIndex(({ seq }) => seq === open) : -1
  useEffect(() => {
    if (at < 0) return
    shown.current = true
    reveal(frame.current, at)
  }, [frame, at])
}

function reveal(box: HTMLElement | null, index: number): void {
  if (!box) return
  const room = box.clientHeight - 2 * lineHeight
  if (index * lineHeight < box.scrollTop) box.scrollTop = index * lineHeight
  else if ((index + 1) * lineHeight > box.scrollTop + room) box.scrollTop = (index + 1) * lineHeight - room
}
