import { memo } from 'react'
import { eventTone } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import type { LogEvent } from '../../lib/story.ts'
import { Chip } from '../../ui/chip.tsx'
import { eventsTexts as texts } from './events-texts.ts'

export const lineHeight = 32
const columns =
  'grid grid-cols-[136px_28px_76px_minmax(150px,190px)_minmax(48px,90px)_minmax(200px,1fr)] max-md:grid-cols-[136px_minmax(0,1fr)_56px]'
const wide = 'max-md:hidden'
const cell = 'truncate px-2 py-1.5 leading-5'

export function LineHeads() {
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

/** While events stream in, only lines whose place has changed are drawn again. */
export const EventLine = memo(DrawnLine, (before, now) =>
  (['id', 'index', 'event', 'isOpen', 'isActive'] as const).every((name) => before[name] === now[name]),
)

function DrawnLine({ id, index, event, isOpen, isActive, onOpen }: LineProps) {
  const { clock, moment } = useFormat()
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      onClick={onOpen}
      style={{ height: lineHeight, transform: `translateY(${index * lineHeight}px)` }}
      className={`${columns} absolute inset-x-0 cursor-pointer border-b border-line ${isOpen ? 'bg-selected' : isActive ? 'bg-hover' : 'hover:bg-hover'}`}
    >
      <span role="gridcell" title={moment(event.time)} className={`${cell} pl-4! tabular-nums`}>
        {clock(event.time)}
      </span>
      <span role="gridcell" className={`${cell} ${wide} text-right tabular-nums text-muted`}>
        {event.partition}
      </span>
      <span role="gridcell" className={`${cell} ${wide} text-right tabular-nums`}>
        {event.seq}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center px-2">
        <Chip tone={eventTone(event.type)}>{event.type}</Chip>
      </span>
      <span role="gridcell" className={`${cell} font-mono text-sm/5`}>
        {event.key}
      </span>
      <span role="gridcell" className={`${cell} ${wide} font-mono text-sm/5 text-muted`}>
        {JSON.stringify(event.value)}
      </span>
    </div>
  )
}
