import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { PaneBody, SidePane } from '../../ui/side-pane.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { Record } from './event-detail.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { stateTexts, stateTones } from './letter-states.ts'
import { decide, useLetter } from './letters.ts'

/** One failed event: what went wrong, what it says, and what can be decided about it. */
export function LetterDetail({ id, onClose }: { id: number; onClose: () => void }) {
  const say = useSay()
  const { moment, number } = useFormat()
  const mayRepair = useMay('events.repair')
  const [asking, setAsking] = useState(false)
  const { data: letter, error, refetch } = useLetter(id)
  const facts: [string, React.ReactNode][] = letter
    ? [
        [
          say(texts.state),
          <Chip key="state" tone={stateTones[letter.state]}>
            {say(stateTexts[letter.state])}
          </Chip>,
        ],
        [say(texts.group), letter.group],
        [say(texts.topic), `${letter.topic} · p${letter.partition}`],
        [say(texts.attempts), number(letter.attempts)],
        [say(texts.time), moment(letter.failed_at)],
        ...(letter.next_at ? [[say(texts.nextTry), moment(letter.next_at)] as [string, string]] : []),
        ...(letter.acted_at ? [[say(texts.decidedAt), moment(letter.acted_at)] as [string, string]] : []),
        ...(letter.offset === null ? [] : [[say(texts.offset), String(letter.offset)] as [string, string]]),
      ]
    : []
  return (
    <SidePane label={say(texts.letter)} title={letter?.type ?? say(texts.letter)} onClose={onClose}>
      {error && !letter && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !letter && <SkeletonLines lines={6} />}
      {letter && (
        <PaneBody label={say(texts.letter)}>
          <p className="mb-3 break-words rounded-md border border-line bg-bg p-2.5 font-mono text-sm">{letter.error}</p>
          {mayRepair && letter.state === 'dead' && (
            <p className="mb-3 flex flex-wrap gap-2">
              <Button icon="retry" onClick={() => void decide({ decision: 'retry', ids: [id] })}>
                {say(texts.retry)}
              </Button>
              <Button look="danger" onClick={() => setAsking(true)}>
                {say(texts.discard)}
              </Button>
            </p>
          )}
          <dl className="mb-3 grid gap-1.5">
            {facts.map(([name, value]) => (
              <div key={name} className="grid grid-cols-[minmax(100px,0.5fr)_minmax(0,1fr)] gap-3">
                <dt className="text-muted">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
          {letter.seq !== null && (
            <Link
              to={`/events?seq=${letter.seq}`}
              className="mb-3 inline-block font-medium text-accent-text underline underline-offset-2"
            >
              {say(texts.inLog, { number: String(letter.seq) })}
            </Link>
          )}
          <Record value={letter.value} headers={letter.headers} />
        </PaneBody>
      )}
      {asking && letter && (
        <DiscardDialog
          title={say(texts.discardAsk, { group: letter.group })}
          hint={say(texts.discardHint, { group: letter.group })}
          onClose={() => setAsking(false)}
          onDiscard={() => void decide({ decision: 'discard', ids: [id] }).then(() => setAsking(false))}
        />
      )}
    </SidePane>
  )
}
