import { useState } from 'react'
import type { SessionState } from '#contract/http/setup.ts'
import { call } from '../../lib/api.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useSchoolName } from '../../lib/session.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Door } from '../../ui/door.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { signInTexts as texts } from './sign-in-texts.ts'
import { useTitle } from './use-title.ts'

/** Asks for the link; what follows reads the same for every address. */
export default function ForgottenPage({ state }: { state: SessionState }) {
  const say = useSay()
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    await call('POST', '/password-resets', { body: { email } })
    setSentTo(email)
  })
  const title = say(sentTo === null ? texts.forgottenTitle : state.mail ? texts.sentTitle : texts.storedTitle)
  useTitle(title)
  return (
    <Door
      school={useSchoolName()}
      title={title}
      intro={sentTo === null ? say(texts.forgottenIntro) : ''}
      promise={say(texts.promise)}
    >
      {sentTo === null ? (
        <form onSubmit={onSubmit} className="grid gap-4">
          <TextField
            label={say(texts.email)}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            problem={problemOf('email')}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Problem text={problem(['email'])} />
          <Button type="submit" look="primary" busy={busy} className="h-10 text-md">
            {say(texts.send)}
          </Button>
        </form>
      ) : (
        <div role="status" className="grid gap-3">
          <p className="break-words">{say(state.mail ? texts.sent : texts.stored, { email: sentTo })}</p>
          {!state.mail && (
            <p className="text-muted">
              {say(texts.ownerHelp)} <code className="font-mono text-sm text-text">npm run crm -- owner reset</code>
            </p>
          )}
        </div>
      )}
      <Link to="/login" className="inline-flex h-6 items-center justify-self-start text-accent-text hover:underline">
        {say(texts.back)}
      </Link>
    </Door>
  )
}
