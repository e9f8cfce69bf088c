import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { DeadLetterAnswer } from '#contract/http/dead-letters.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { queries } from '../../lib/queries.ts'
import { type Text, useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

type Letter = Static<typeof DeadLetterAnswer>

/** What no group could handle, and the two things a person can decide about it. */
export function LettersPart() {
  const say = useSay()
  const { ago, number } = useFormat()
  const mayRepair = useMay('events.repair')
  const [discarding, setDiscarding] = useState<Letter | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['letters'],
    queryFn: async ({ signal }) => (await call<Letter[]>('GET', '/events/dead-letters?limit=200', { signal })).body,
    refetchInterval: 3000,
  })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  if (data.length === 0)
    return <Empty icon="check" title={say(texts.lettersEmpty)} hint={say(texts.lettersEmptyHint)} />
  const heads = [
    texts.time,
    texts.group,
    texts.type,
    texts.key,
    texts.state,
    texts.attempts,
    texts.error,
    texts.retry,
  ].map((text) => say(text))
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <Table
        label={say(texts.letters)}
        heads={heads}
        numbers={[5]}
        rows={data.map((letter) => ({
          id: String(letter.id),
          cells: [
            ago(letter.failed_at),
            letter.group,
            letter.type ?? '—',
            letter.key ?? '—',
            <Chip key="state" tone={letter.state === 'dead' ? 'bad' : letter.state === 'resolved' ? 'good' : 'wait'}>
              {letter.state}
            </Chip>,
            number(letter.attempts),
            <span key="error" className="block min-w-40 break-words text-sm">
              {letter.error}
            </span>,
            mayRepair && letter.state === 'dead' && (
              <span key="acts" className="flex gap-2">
                <Button icon="retry" onClick={() => void decide(letter, 'retry', texts.retried)}>
                  {say(texts.retry)}
                </Button>
                <Button look="danger" onClick={() => setDiscarding(letter)}>
                  {say(texts.discard)}
                </Button>
              </span>
            ),
          ],
        }))}
      />
      {discarding && (
        <Dialog
          title={say(texts.discardAsk, { group: discarding.group })}
          onClose={() => setDiscarding(null)}
          footer={
            <>
              <Button
                look="danger"
                onClick={() => void decide(discarding, 'discard', texts.discarded).then(() => setDiscarding(null))}
              >
                {say(texts.discard)}
              </Button>
              <Button onClick={() => setDiscarding(null)}>{say(uiTexts.cancel)}</Button>
            </>
          }
        >
          <p>{say(texts.discardHint, { group: discarding.group })}</p>
        </Dialog>
      )}
    </div>
  )

  async function decide(letter: Letter, decision: 'retry' | 'discard', said: Text): Promise<void> {
    try {
      await call('PUT', `/events/dead-letters/${letter.id}/${decision}`)
      toastDone(say(said))
    } catch (problem) {
      toastProblem(problem)
    }
    for (const name of ['letters', 'groups']) void queries.invalidateQueries({ queryKey: [name] })
  }
}
