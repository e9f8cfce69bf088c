import { useState } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { call } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Table } from '../../ui/table.tsx'
import { AnswerCard } from './answer-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { useAnswer } from './use-answer.ts'

/** Whom public mode would not let in, and the letter that puts it right. */
export function WeakAccountsCard() {
  const say = useSay()
  return (
    <AnswerCard title={say(texts.weak)} answer={useAnswer<UserAnswer[]>('/weak-accounts')} lines={2}>
      {(accounts) =>
        accounts.length === 0 ? (
          <p className="text-muted">{say(texts.noWeak)}</p>
        ) : (
          <>
            <p className="mb-2 text-muted">{say(texts.weakHint)}</p>
            <Table
              label={say(texts.weak)}
              heads={[say(texts.name), say(texts.role), say(texts.action)]}
              rows={accounts.slice(0, 100).map((user) => ({
                id: String(user.id),
                cells: [
                  <Link key="name" to={`/users/${user.id}`} className="break-words underline underline-offset-2">
                    {user.name}
                  </Link>,
                  say(roleTexts[user.role]),
                  <SendLink key="send" email={user.email} name={user.name} />,
                ],
              }))}
            />
          </>
        )
      }
    </AnswerCard>
  )
}

function SendLink({ email, name }: { email: string; name: string }) {
  const say = useSay()
  const [state, setState] = useState<'ready' | 'busy' | 'sent'>('ready')
  const send = async () => {
    setState('busy')
    try {
      await call('POST', '/password-resets', { body: { email } })
      toastDone(say(texts.linkWritten, { name }))
      setState('sent')
    } catch (error) {
      toastProblem(error)
      setState('ready')
    }
  }
  return (
    <Button busy={state === 'busy'} disabled={state === 'sent'} onClick={() => void send()}>
      {say(texts.sendLink)} <span className="sr-only">{name}</span>
    </Button>
  )
}
