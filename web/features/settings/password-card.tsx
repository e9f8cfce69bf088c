import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { settingsTexts as texts } from './settings-texts.ts'

export function PasswordCard() {
  const say = useSay()
  const { id } = useMe()
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    await call('PATCH', `/users/${id}`, { body: { password: fresh, current_password: current } })
    setCurrent('')
    setFresh('')
    void queries.invalidateQueries()
    toastDone(say(texts.passwordChanged))
  })
  return (
    <Card title={say(texts.password)}>
      <form onSubmit={onSubmit} className="grid max-w-sm gap-3">
        <TextField
          label={say(texts.currentPassword)}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          problem={problemOf('current_password')}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          label={say(texts.newPassword)}
          type="password"
          autoComplete="new-password"
          required
          hint={say(texts.passwordHint)}
          value={fresh}
          problem={problemOf('password')}
          onChange={(event) => setFresh(event.target.value)}
        />
        <Problem text={problem(['password', 'current_password'])} />
        <Button type="submit" busy={busy} className="justify-self-start">
          {say(texts.changePassword)}
        </Button>
      </form>
    </Card>
  )
}
