import { useEffect, useState } from 'react'
import { call } from '../../lib/api.ts'
import { Link, navigate } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { refreshSession, useSchoolName } from '../../lib/session.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Door } from '../../ui/door.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { signInTexts as texts } from './sign-in-texts.ts'
import { useTitle } from './use-title.ts'

/** Where the link of the letter leads. */
export default function NewPasswordPage() {
  const say = useSay()
  const [token] = useState(tokenOfAddress)
  const [password, setPassword] = useState('')
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    await call('POST', '/password-resets/redemptions', { body: { token, password } })
    await refreshSession()
    toastDone(say(texts.done))
    navigate('/login', { replace: true })
  })
  useEffect(forgetAddress, [])
  useTitle(say(texts.newTitle))
  const refused = problem(['password'])
  return (
    <Door school={useSchoolName()} title={say(texts.newTitle)} intro={say(texts.newIntro)} promise={say(texts.promise)}>
      {token === '' ? (
        <Problem text={say(texts.noToken)} />
      ) : (
        <form onSubmit={onSubmit} className="grid gap-4">
          <TextField
            label={say(texts.newPassword)}
            type="password"
            name="password"
            autoComplete="new-password"
            required
            autoFocus
            value={password}
            problem={problemOf('password')}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Problem text={refused} />
          <Button type="submit" look="primary" busy={busy} className="h-10 text-md">
            {say(texts.set)}
          </Button>
        </form>
      )}
      {(token === '' || refused !== null) && (
        <Link
          to="/forgotten"
          className="inline-flex h-6 items-center justify-self-start text-accent-text hover:underline"
        >
          {say(texts.again)}
        </Link>
      )}
    </Door>
  )
}

function tokenOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
}

/** A key to an account must not stay in the history of a browser that others use. */
function forgetAddress(): void {
  history.replaceState(history.state, '', location.pathname)
}
