import { useRef, useState } from 'react'
import type { SchoolSettings } from '#contract/http/school.ts'
import { call, newKey } from '../../lib/api.ts'
import { preferences } from '../../lib/preferences.ts'
import { useSay } from '../../lib/say.ts'
import { refreshSession } from '../../lib/session.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { setupTexts as texts } from './setup-texts.ts'

/** The school speaks as its owner did: letters to people whom the staff adds are written in it. */
async function giveSchoolLanguage(): Promise<void> {
  const { language } = preferences.now()
  const { body: school } = await call<SchoolSettings>('GET', '/settings')
  if (school.default_locale !== language) await call('PATCH', '/settings', { body: { default_locale: language } })
}

const shown = ['name', 'email', 'password']

/** Makes the owner and signs in. A lost answer is no trouble: the same key makes one owner, however often it is sent. */
export function OwnerForm({ withToken }: { withToken: boolean }) {
  const say = useSay()
  const [wish, setWish] = useState({ name: '', email: '', password: '', token: '' })
  const key = useRef({ of: '', key: '' })
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    const { token, ...person } = wish
    const asked = JSON.stringify(wish)
    if (key.current.of !== asked) key.current = { of: asked, key: newKey() }
    const headers = { 'idempotency-key': key.current.key, ...(withToken && { 'x-setup-token': token.trim() }) }
    await call('POST', '/users', { body: { ...person, is_admin: true }, headers })
    await call('POST', '/login', { body: { email: wish.email, password: wish.password } })
    await giveSchoolLanguage()
    await refreshSession()
  })
  const field = (name: keyof typeof wish) => ({
    name,
    value: wish[name],
    required: true,
    problem: problemOf(name),
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {withToken && (
        <TextField label={say(texts.token)} hint={say(texts.tokenHint)} autoComplete="off" {...field('token')} />
      )}
      <TextField label={say(texts.name)} autoComplete="name" maxLength={100} autoFocus {...field('name')} />
      <TextField label={say(texts.email)} type="email" autoComplete="username" {...field('email')} />
      <TextField
        label={say(texts.password)}
        type="password"
        autoComplete="new-password"
        hint={say(texts.passwordHint)}
        {...field('password')}
      />
      <Problem text={problem(shown)} />
      <Button type="submit" look="primary" busy={busy} className="h-10 text-md">
        {say(texts.create)}
      </Button>
    </form>
  )
}
