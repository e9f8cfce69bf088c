import { useRef, useState } from 'react'
import type { MailState } from '#contract/http/mail.ts'
import { call, newKey } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { queries } from '../../lib/queries.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { AnswerCard, Fact } from './answer-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { settingsKey, useAnswer } from './use-answer.ts'

const path = '/mail'

export function MailCard() {
  const say = useSay()
  return (
    <AnswerCard title={say(texts.mail)} answer={useAnswer<MailState>(path, 5000)} aside={<TestButton />}>
      {(mail) => (
        <>
          <dl>
            <Fact name={say(texts.mailState)}>
              <Chip tone={mail.sends ? 'good' : 'plain'}>{say(mail.sends ? texts.mailOn : texts.mailOff)}</Chip>
            </Fact>
            {mail.server && <Fact name={say(texts.mailServer)}>{mail.server}</Fact>}
            {mail.from && <Fact name={say(texts.mailFrom)}>{mail.from}</Fact>}
          </dl>
          {!mail.sends && <p className="mt-2 text-muted">{say(texts.mailOffHint)}</p>}
          <h3 className="mb-1 mt-4 font-semibold">{say(texts.mailProblems)}</h3>
          {mail.problems.length === 0 ? (
            <p className="text-muted">{say(texts.mailNoProblems)}</p>
          ) : (
            <ul className="grid gap-1">
              {mail.problems.map((problem) => (
                <MailProblem key={problem.id} problem={problem} />
              ))}
            </ul>
          )}
          <p className="mt-3">
            <Link to="/messages" className="text-accent-text underline underline-offset-2">
              {say(texts.allLetters)}
            </Link>
          </p>
        </>
      )}
    </AnswerCard>
  )
}

function MailProblem({ problem }: { problem: MailState['problems'][number] }) {
  const say = useSay()
  const { ago } = useFormat()
  const failed = problem.status === 'failed'
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 last:border-0">
      <Chip tone={failed ? 'bad' : 'wait'}>{say(failed ? texts.letterFailed : texts.letterWaits)}</Chip>
      <Link to={`/messages?peek=${problem.id}`} className="underline underline-offset-2">
        {say(texts.letter, { id: String(problem.id) })}
      </Link>
      <span className="min-w-0 break-words text-muted">
        {problem.error} · {ago(problem.created_at)}
      </span>
    </li>
  )
}

/** A second press while the first is on its way is the same letter. */
function TestButton() {
  const say = useSay()
  const { email } = useMe()
  const key = useRef(newKey())
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    try {
      await call('POST', '/mail/tests', { headers: { 'idempotency-key': key.current } })
      key.current = newKey()
      toastDone(say(texts.testWritten, { email }))
    } catch (error) {
      toastProblem(error)
    }
    setBusy(false)
    void queries.invalidateQueries({ queryKey: settingsKey(path) })
  }
  return (
    <Button icon="messages" busy={busy} onClick={() => void send()}>
      {say(texts.sendTest)}
    </Button>
  )
}
