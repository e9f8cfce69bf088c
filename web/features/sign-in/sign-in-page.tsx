import { useState } from 'react'
import type { SessionState } from '#contract/http/setup.ts'
import { call } from '../../lib/api.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { refreshSession, useSchoolName } from '../../lib/session.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Door } from '../../ui/door.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { signInTexts as texts } from './sign-in-texts.ts'
import { useTitle } from './use-title.ts'

/** With somebody in `state`, it is their session that is over. */
export default function SignInPage({ state }: { state: SessionState }) {
  const say = useSay()
  const [email, setEmail] = useState(state.user?.email ?? '')
  const [password, setPassword] = useState('')
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    await call('POST', '/login', { body: { email, password } }).catch((error: unknown) => {
      // what is typed anew stands ready to be typed over
      const typed = document.querySelector<HTMLInputElement>('input[name=password]')
      typed?.focus()
      typed?.select()
      throw error
    })
    await refreshSession()
  })
  const title = say(texts.title)
  useTitle(title)
  return (
    <Door
      school={useSchoolName()}
      title={title}
      intro={say(state.user ? texts.over : texts.intro)}
      promise={say(texts.promise)}
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        <TextField
          label={say(texts.email)}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus={!state.user}
          value={email}
          problem={problemOf('email')}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={say(texts.password)}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus={state.user !== null}
          value={password}
          problem={problemOf('password')}
          onChange={(event) => setPassword(event.target.value)}
          aside={
            <Link to="/forgotten" className="inline-flex h-6 items-center text-accent-text hover:underline">
              {say(texts.forgotten)}
            </Link>
          }
        />
        <Problem text={problem(['email', 'password'])} />
        <Button type="submit" look="primary" busy={busy} className="h-10 text-md">
          {say(texts.enter)}
        </Button>
      </form>
    </Door>
  )
}
