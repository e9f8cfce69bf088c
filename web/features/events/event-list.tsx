import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { eventTone } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import type { LogEvent } from '../../lib/story.ts'
import { Chip } from '../../ui/chip.tsx'
import { shownIndexes, useSeen } from '../../ui/data-grid/seen.ts'
import { eventsTexts as texts } from './events-texts.ts'

type ListProps = { events: readonly LogEvent[]; open: number; following: boolean; onOpen: (seq: number) => void }

const height = 32
const columns =
  'grid grid-cols-[124px_28px_76px_minmax(150px,190px)_minmax(48px,90px)_minmax(200px,1fr)] max-md:grid-cols-[124px_minmax(0,1fr)_56px]'
const wide = 'max-md:hidden'

/** Events in the order of their numbers, the newest below. While following, the end stays in sight until somebody scrolls up. */
export function EventList({ events, open, following, onOpen }: ListProps) {
  const say = useSay()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const total = events.length
  const seen = useSeen(frame, height, total)
  const openAt = events.findIndex(({ seq }) => seq === open)
  const [active, setActive] = useState(-1)
  const now = active >= 0 ? active : openAt
  const shownOnce = useRef(false)
  useEffect(() => {
    // A link to one event leads to its row, once it was read.
    if (openAt < 0 || shownOnce.current) return
    shownOnce.current = true
    reveal(frame.current, openAt)
  }, [openAt])
  const { unseen, toEnd } = useLiveEnd(frame, total, following)
  const keys = (event: KeyboardEvent) => {
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: total - 1 }[event.key]
    if (event.key === 'Enter' && events[now]) onOpen(events[now].seq)
    if (next === undefined) return
    event.preventDefault()
    const to = Math.max(0, Math.min(total - 1, next))
    setActive(to)
    reveal(frame.current, to)
  }
  return (
    <>
      <div
        ref={frame}
        role="grid"
        tabIndex={0}
        aria-label={say(texts.log)}
        aria-rowcount={total + 1}
        aria-activedescendant={now >= 0 ? `${id}-${now}` : undefined}
        onKeyDown={keys}
        className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
      >
        <Head />
        <div role="rowgroup" className="relative" style={{ height: total * height }}>
          {shownIndexes(seen, now, total).map((index) => {
            const event = events[index]
            return (
              event && (
                <Line
                  key={event.seq}
                  id={`${id}-${index}`}
                  index={index}
                  event={event}
                  isOpen={event.seq === open}
                  isActive={index === now}
                  onOpen={() => {
                    setActive(index)
                    onOpen(event.seq)
                  }}
                />
              )
            )
          })}
        </div>
      </div>
      {unseen > 0 && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-4 left-1/2 h-8 -translate-x-1/2 rounded-md bg-accent px-3 font-medium text-on-accent shadow-pop"
        >
          {say(texts.fresh, { count: unseen })}
        </button>
      )}
    </>
  )
}

/** Keeps the end in sight while it is followed; counts what came after somebody scrolled away. */
function useLiveEnd(frame: React.RefObject<HTMLDivElement | null>, total: number, following: boolean) {
  const [known, setKnown] = useState(total)
  const atEnd = useRef(true)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const look = () => {
      atEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - height
      if (atEnd.current) setKnown(Number(box.getAttribute('aria-rowcount')) - 1)
    }
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
  }, [frame])
  const toEnd = () => {
    atEnd.current = true
    frame.current?.scrollTo({ top: frame.current.scrollHeight })
    setKnown(total)
  }
  useEffect(() => {
    if (!following || !atEnd.current) return
    frame.current?.scrollTo({ top: frame.current.scrollHeight })
    setKnown(total)
  }, [frame, total, following])
  return { unseen: following ? Math.max(0, total - known) : 0, toEnd }
}

function reveal(box: HTMLElement | null, index: number): void {
  if (!box) return
  const room = box.clientHeight - height
  if (index * height < box.scrollTop) box.scrollTop = index * height
  else if ((index + 1) * height > box.scrollTop + room) box.scrollTop = (index + 1) * height - room
}

function Head() {
  const say = useSay()
  const heads = [texts.time, texts.partitionShort, texts.number, texts.type, texts.key, texts.value]
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`${columns} sticky top-0 z-10 h-8 border-b border-line bg-panel text-sm text-muted max-md:sr-only`}
    >
      {heads.map((head, at) => (
        <span
          key={head.en}
          role="columnheader"
          className={`truncate px-2 py-1.5 first:pl-4 ${at === 1 || at === 2 ? 'text-right' : ''}`}
        >
          {say(head)}
        </span>
      ))}
    </div>
  )
}

type LineProps = { id: string; index: number; event: LogEvent; isOpen: boolean; isActive: boolean; onOpen: () => void }

function Line({ id, index, event, isOpen, isActive, onOpen }: LineProps) {
  const { clock } = useFormat()
  const cell = 'truncate px-2 py-1.5'
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      onClick={onOpen}
      style={{ height, transform: `translateY(${index * height}px)` }}
      className={`${columns} absolute inset-x-0 cursor-pointer border-b border-line ${isOpen ? 'bg-selected' : isActive ? 'bg-hover' : 'hover:bg-hover'}`}
    >
      <span role="gridcell" className={`${cell} pl-4!`}>
        {clock(event.time)}
      </span>
      <span role="gridcell" className={`${cell} ${wide} text-right text-muted`}>
        {event.partition}
      </span>
      <span role="gridcell" className={`${cell} ${wide} text-right`}>
        {event.seq}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center px-2">
        <Chip tone={eventTone(event.type)}>{event.type}</Chip>
      </span>
      <span role="gridcell" className={`${cell} font-mono text-sm`}>
        {event.key}
      </span>
      <span role="gridcell" className={`${cell} ${wide} font-mono text-sm text-muted`}>
        {JSON.stringify(event.value)}
      </span>
    </div>
  )
}
