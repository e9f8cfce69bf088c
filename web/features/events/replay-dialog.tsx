import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Static } from 'typebox'
import type { ReplayAnswer, ReplayFrom } from '#contract/http/events.ts'
import { call, newKey } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonLines } from '../../ui/states.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

type From = ReplayFrom['from']
const starts: readonly From[] = ['earliest', 'time', 'seq']

/** Shows what a replay would do before it is done; a group that refuses says why. */
export function ReplayDialog({ group, onClose }: { group: string; onClose: () => void }) {
  const say = useSay()
  const [from, setFrom] = useState<From>('earliest')
  const [at, setAt] = useState('')
  const key = useRef(newKey())
  const address = `/events/groups/${encodeURIComponent(group)}`
  const start = startOf(from, at)
  const preview = useQuery({
    queryKey: ['replay preview', group, start],
    enabled: start !== null,
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await call<Static<typeof ReplayAnswer>>('POST', `${address}/replay-preview`, { body: start })).body,
  })
  const { busy, onSubmit, problem } = useSubmit(async () => {
    await call('POST', `${address}/replays`, { body: start, headers: { 'idempotency-key': key.current } })
    void queries.invalidateQueries({ queryKey: ['groups'] })
    toastDone(say(texts.replayDone))
    onClose()
  })
  const names = { earliest: texts.fromEarliest, time: texts.fromTime, seq: texts.fromSeq }
  return (
    <Dialog
      title={say(texts.replayTitle, { group })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button look="primary" busy={busy} disabled={!start || !preview.data} onClick={onSubmit}>
            {say(texts.replay)}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <SelectField
          label={say(texts.replayFrom)}
          value={from}
          choices={starts.map((value) => ({ value, label: say(names[value]) }))}
          onChange={(event) => {
            key.current = newKey()
            setFrom(event.target.value as From)
            setAt('')
          }}
        />
        {from !== 'earliest' && (
          <TextField
            label={say(names[from])}
            type={from === 'time' ? 'datetime-local' : 'number'}
            min={from === 'seq' ? 0 : undefined}
            value={at}
            onChange={(event) => {
              key.current = newKey()
              setAt(event.target.value)
            }}
          />
        )}
        {start && preview.isPending && <SkeletonLines lines={2} />}
        {start && preview.data && <p>{say(texts.replayPreview, { count: preview.data.events })}</p>}
        {start && preview.data?.rebuilds && <p className="text-muted">{say(texts.replayRebuilds)}</p>}
        <Problem text={start && preview.error ? preview.error.message : problem([])} />
      </div>
    </Dialog>
  )
}

/** What the API takes; null: the time or number is not filled in yet. */
function startOf(from: From, at: string): ReplayFrom | null {
  if (from === 'earliest') return { from }
  if (from === 'seq') return /^\d{1,15}$/.test(at) ? { from, seq: Number(at) } : null
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? null : { from, time: time.toISOString() }
}
