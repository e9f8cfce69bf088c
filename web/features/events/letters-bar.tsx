import { useState } from 'react'
import type { DecideDeadLetters } from '#contract/http/dead-letters.ts'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { decide } from './letters.ts'

type BarProps = { group: string; named: readonly number[]; dead: number; onDone: () => void }

/** The chosen ones, or all that wait: the server is told how many were seen, and refuses when it knows of more. */
export function LettersBar({ group, named, dead, onDone }: BarProps) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const count = named.length || dead
  if (count === 0) return null
  const all = named.length === 0
  const choice: Omit<DecideDeadLetters, 'decision'> = all
    ? { expected_count: dead, ...(group && { group }) }
    : { ids: [...named] }
  const send = async (decision: DecideDeadLetters['decision']) => {
    if (await decide({ decision, ...choice })) onDone()
  }
  return (
    <div className="ml-auto flex flex-wrap gap-2">
      <Button icon="retry" onClick={() => void send('retry')}>
        {say(all ? texts.retryAll : texts.retryChosen, { count })}
      </Button>
      <Button look="danger" onClick={() => setAsking(true)}>
        {say(all ? texts.discardAll : texts.discardChosen, { count })}
      </Button>
      {asking && (
        <DiscardDialog
          title={say(texts.discardManyAsk, { count })}
          hint={say(texts.discardManyHint)}
          onClose={() => setAsking(false)}
          onDiscard={() => void send('discard').then(() => setAsking(false))}
        />
      )}
    </div>
  )
}
