import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Static } from 'typebox'
import type { ReplayAnswer } from '#contract/http/events.ts'
import { call, newKey } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonLines } from '../../ui/states.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

const from = { from: 'earliest' } as const

/** Shows what a replay would do before it is done; a group that refuses says why. */
export function ReplayDialog({ group, onClose }: { group: string; onClose: () => void }) {
  const say = useSay()
  const key = useRef(newKey())
  const address = `/events/groups/${encodeURIComponent(group)}`
  const preview = useQuery({
    queryKey: ['replay preview', group],
    gcTime: 0,
    queryFn: async () =>
      (await call<Static<typeof ReplayAnswer>>('POST', `${address}/replay-preview`, { body: from })).body,
  })
  const { busy, onSubmit, problem } = useSubmit(async () => {
    await call('POST', `${address}/replays`, { body: from, headers: { 'idempotency-key': key.current } })
    void queries.invalidateQueries({ queryKey: ['groups'] })
    toastDone(say(texts.replayDone))
    onClose()
  })
  return (
    <Dialog
      title={say(texts.replayTitle, { group })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button look="primary" busy={busy} disabled={!preview.data} onClick={onSubmit}>
            {say(texts.replayDo)}
          </Button>
        </>
      }
    >
      {preview.isPending && <SkeletonLines lines={2} />}
      {preview.data && <p>{say(texts.replayPreview, { count: preview.data.events })}</p>}
      {preview.data?.rebuilds && <p className="mt-2 text-muted">{say(texts.replayRebuilds)}</p>}
      <Problem text={preview.error ? preview.error.message : problem([])} />
    </Dialog>
  )
}
