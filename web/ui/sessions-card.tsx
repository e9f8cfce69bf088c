import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { EndedSessions, SessionAnswer } from '#contract/http/sessions.ts'
import { programOf } from '../lib/agent.ts'
import { call } from '../lib/api.ts'
import { useFormat } from '../lib/format.ts'
import { queries } from '../lib/queries.ts'
import { useSay } from '../lib/say.ts'
import { toastDone, toastProblem } from '../lib/toasts.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { Chip } from './chip.tsx'
import { Dialog } from './dialog.tsx'
import { sessionsTexts as texts } from './sessions-texts.ts'
import { Failed, SkeletonLines } from './states.tsx'
import { uiTexts } from './ui-texts.ts'

type Session = Static<typeof SessionAnswer>

/** Where one is signed in oneself, and how to end it elsewhere. */
export function MySessionsCard() {
  return <SessionsCard path="/sessions" mine />
}

/** Where somebody is signed in, and how to sign them out; whoever looks keeps the session of this very page. */
export function SessionsCard({ path, mine = false }: { path: string; mine?: boolean }) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const key = ['sessions', path]
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await call<Session[]>('GET', path, { signal })).body,
  })
  const end = async (place: string) => {
    setAsking(false)
    try {
      const { body } = await call<Static<typeof EndedSessions>>('DELETE', `${path}${place}`)
      toastDone(say(texts.ended, { count: body.ended }))
    } catch (problem) {
      toastProblem(problem)
    }
    void queries.invalidateQueries({ queryKey: key })
  }
  const some = data?.some(({ current }) => !current) && (
    <Button look="danger" onClick={() => setAsking(true)}>
      {say(mine ? texts.endOthers : texts.endAll)}
    </Button>
  )
  return (
    <Card title={say(mine ? texts.sessions : texts.theirs)} aside={some}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={3} />}
      {data?.length === 0 && <p className="text-muted">{say(texts.none)}</p>}
      <ul className="grid">
        {data?.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={mine ? () => void end(`/${session.id}`) : undefined} />
        ))}
      </ul>
      {asking && (
        <Dialog
          title={say(mine ? texts.endOthersAsk : texts.endAllAsk)}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button look="danger" onClick={() => void end('')}>
                {say(mine ? texts.endOthers : texts.endAll)}
              </Button>
              <Button onClick={() => setAsking(false)}>{say(uiTexts.cancel)}</Button>
            </>
          }
        >
          <p>{say(mine ? texts.endOthersHint : texts.endAllHint)}</p>
        </Dialog>
      )}
    </Card>
  )
}

function SessionLine({ session, onEnd }: { session: Session; onEnd: (() => void) | undefined }) {
  const say = useSay()
  const { ago } = useFormat()
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line py-2 last:border-0">
      <span className="grid min-w-0 flex-1 basis-56">
        <span className="truncate" title={session.agent ?? undefined}>
          {session.agent ? programOf(session.agent) : say(texts.unknownAgent)}
        </span>
        <span className="text-sm text-muted">
          {session.address} · {say(texts.since, { when: ago(session.created_at) })} ·{' '}
          {say(texts.seen, { when: ago(session.last_seen_at) })}
        </span>
      </span>
      {session.current ? (
        <Chip tone="good">{say(texts.thisOne)}</Chip>
      ) : (
        onEnd && <Button onClick={onEnd}>{say(texts.end)}</Button>
      )}
    </li>
  )
}
