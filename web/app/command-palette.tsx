import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useSay } from '../lib/say.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { appTexts } from './app-texts.ts'
import { type Entry, type EntryGroup, useCommands } from './palette-commands.ts'
import { useRecords } from './palette-records.ts'

type Props = { onClose: () => void; onKeys: () => void }

/** One box: records, what can be done with the open one, sections, commands. Everything by keyboard alone. */
export function CommandPalette({ onClose, onKeys }: Props) {
  const say = useSay()
  const id = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState('')
  const [hasty, setHasty] = useState(false)
  const { groups: records, waiting } = useRecords(query)
  const groups = [...records, ...useCommands(query, onKeys)].filter(({ entries }) => entries.length > 0)
  const shown = groups.flatMap(({ entries }) => entries)
  const active = Math.max(
    0,
    shown.findIndex((entry) => entry.id === chosen),
  )
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  useEffect(() => {
    // Enter came before the answer: it means the first one of that.
    if (!hasty || waiting) return
    setHasty(false)
    run(shown[active])
  })
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (waiting && chosen === '') setHasty(true)
      else run(shown[active])
    }
    if (!step) return
    event.preventDefault()
    const length = Math.max(1, shown.length)
    const next =
      Math.abs(step) > 1 ? Math.max(0, Math.min(length - 1, active + step)) : (active + step + length) % length
    setChosen(shown[next]?.id ?? '')
  }
  return (
    <Dialog title={say(appTexts.commands)} place="top" bare onClose={onClose}>
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="text-muted" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
          aria-label={say(appTexts.searchOrCommand)}
          aria-busy={waiting}
          placeholder={say(appTexts.searchHint)}
          autoComplete="off"
          maxLength={200}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setChosen('')
            setHasty(false)
          }}
          onKeyDown={move}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-dim"
        />
        <kbd className="max-sm:hidden">Esc</kbd>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={say(appTexts.commands)}
        className="max-h-[min(50vh,460px)] overflow-auto p-1.5"
      >
        {groups.map((group) => (
          <Group key={group.title} id={id} group={group} shown={shown} active={active} onRun={run} />
        ))}
      </div>
      {shown.length === 0 && !waiting && <p className="p-4 text-center text-muted">{say(appTexts.noCommands)}</p>}
      <p className="flex h-9 items-center gap-4 border-t border-line px-4 text-sm text-muted max-sm:hidden">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {say(appTexts.choose)}
        </span>
        <span>
          <kbd>Enter</kbd> {say(appTexts.openOrDo)}
        </span>
      </p>
    </Dialog>
  )
}

type GroupProps = {
  id: string
  group: EntryGroup
  shown: readonly Entry[]
  active: number
  onRun: (entry: Entry) => void
}

function Group({ id, group, shown, active, onRun }: GroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: options of one list, in groups that have names
    <div role="group" aria-label={group.title}>
      <p aria-hidden="true" className="px-2.5 pb-0.5 pt-2 text-sm text-muted">
        {group.title}
      </p>
      {group.entries.map((entry) => {
        const index = shown.indexOf(entry)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the text box, which names the active option
          <div
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={index === active ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => onRun(entry)}
            className={`flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 ${index === active ? 'bg-selected' : 'hover:bg-hover'}`}
          >
            <Icon name={entry.icon} className="text-muted" />
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            <span className="max-w-[45%] truncate text-sm text-muted">{entry.hint}</span>
          </div>
        )
      })}
    </div>
  )
}
