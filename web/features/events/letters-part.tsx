import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { Choice } from './choice.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { LetterDetail } from './letter-detail.tsx'
import { stateTexts, stateTones } from './letter-states.ts'
import { type Letter, useDeadCount, useLetters } from './letters.ts'
import { LettersBar } from './letters-bar.tsx'
import { useGroups } from './use-groups.ts'

const states = ['', 'dead', 'parked', 'waiting', 'retrying', 'resolved', 'discarded'] as const

/** What no group could handle, and the two things a person can decide about it, for one or for many. */
export function LettersPart() {
  const say = useSay()
  const { ago, number } = useFormat()
  const query = new URLSearchParams(useQueryString())
  const [group, state, open] = [query.get('group') ?? '', query.get('state') ?? '', Number(query.get('letter') ?? 0)]
  const mayRepair = useMay('events.repair')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const { data: groups = [] } = useGroups()
  const { data, error, refetch } = useLetters(group, state)
  const dead = useDeadCount(group)
  const go = (change: Record<string, string>) => {
    const fields = { part: 'letters', group, state, letter: open ? String(open) : '', ...change }
    navigate(`/events?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value))}`, { replace: true })
  }
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  const named = data.body.filter(({ id, state }) => state === 'dead' && chosen.has(id)).map(({ id }) => id)
  const heads = [texts.time, texts.group, texts.type, texts.key, texts.state, texts.attempts, texts.error]
  return (
    <>
      <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Choice
          label={say(texts.group)}
          value={group}
          choices={[['', say(texts.allGroups)], ...groups.map(({ group }) => [group, group] as const)]}
          onChoose={(value) => go({ group: value, letter: '' })}
        />
        <Choice
          label={say(texts.state)}
          value={state}
          choices={states.map((value) => [value, say(value ? stateTexts[value] : texts.openStates)])}
          onChoose={(value) => go({ state: value, letter: '' })}
        />
        <span className="text-muted">{say(texts.shown, { count: data.total ?? 0 })}</span>
        {mayRepair && <LettersBar group={group} named={named} dead={dead} onDone={() => setChosen(new Set())} />}
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-h-0 min-w-0 flex-1 overflow-auto p-4">
          {data.body.length === 0 ? (
            <Empty icon="check" title={say(texts.lettersEmpty)} hint={say(texts.lettersEmptyHint)} />
          ) : (
            <Table
              label={say(texts.letters)}
              heads={[
                ...(mayRepair ? [say(uiTexts.selected, { count: named.length })] : []),
                ...heads.map((text) => say(text)),
              ]}
              numbers={[mayRepair ? 6 : 5]}
              rows={data.body.map((letter) => ({
                id: String(letter.id),
                cells: [
                  ...(mayRepair ? [<Tick key="tick" letter={letter} chosen={chosen} onChoose={setChosen} />] : []),
                  ago(letter.failed_at),
                  <span key="group" className="whitespace-nowrap">
                    {letter.group}
                  </span>,
                  <button
                    key="open"
                    type="button"
                    onClick={() => go({ letter: String(letter.id) })}
                    className="rounded-sm text-left font-medium text-accent-text underline underline-offset-2"
                  >
                    {letter.type ?? say(texts.unreadable)}
                  </button>,
                  letter.key ?? '—',
                  <Chip key="state" tone={stateTones[letter.state]}>
                    {say(stateTexts[letter.state])}
                  </Chip>,
                  number(letter.attempts),
                  <span key="error" className="line-clamp-3 min-w-40 break-words text-sm">
                    {letter.error}
                  </span>,
                ],
              }))}
            />
          )}
        </div>
        {open > 0 && <LetterDetail id={open} onClose={() => go({ letter: '' })} />}
      </div>
    </>
  )
}

type TickProps = { letter: Letter; chosen: ReadonlySet<number>; onChoose: (chosen: ReadonlySet<number>) => void }

/** Only what waits for a decision can be chosen. */
function Tick({ letter, chosen, onChoose }: TickProps) {
  const say = useSay()
  if (letter.state !== 'dead') return null
  const toggle = () => {
    const next = new Set(chosen)
    if (!next.delete(letter.id)) next.add(letter.id)
    onChoose(next)
  }
  return (
    <input
      type="checkbox"
      aria-label={say(uiTexts.selectRow, { name: `${letter.type ?? ''} ${letter.id}` })}
      checked={chosen.has(letter.id)}
      onChange={toggle}
      className="size-6 accent-(--accent)"
    />
  )
}
