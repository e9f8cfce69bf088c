import { useRef, useState } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { call, newKey, Refusal } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { queries } from '../../lib/queries.ts'
import { refreshAround } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { useSession } from '../../lib/session.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { settingsTexts as texts } from './settings-texts.ts'
import { teamKey } from './use-answer.ts'

const blank = { name: '', email: '', role: 'teacher' as Role }

/**
 * An account whose password nobody knows, its role, and a letter with the link to set one. Where a step fails, the next
 * press goes on from there: the key makes one account, the same role changes nothing.
 */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const sends = useSession().data?.mail ?? false
  const [wish, setWish] = useState(blank)
  const attempt = useRef({ of: '', key: '', password: '' })
  const { mayClose, release } = useDraft(JSON.stringify(wish) !== JSON.stringify(blank))
  const close = () => mayClose() && onClose()
  const form = useSubmit(async () => {
    const person = { name: wish.name, email: wish.email }
    const asked = JSON.stringify(person)
    if (attempt.current.of !== asked) attempt.current = { of: asked, key: newKey(), password: newKey() }
    const { key, password } = attempt.current
    const user = await create({ ...person, password }, key)
    if (user.role !== wish.role) await call('PUT', `/users/${user.id}/role`, { body: { role: wish.role } })
    await call('POST', '/password-resets', { body: { email: wish.email } })
    refreshAround('/users')
    void queries.invalidateQueries({ queryKey: teamKey })
    toastDone(say(sends ? texts.invited : texts.invitedStored, { name: user.name }))
    release()
    onClose()
  })
  async function create(body: object, key: string): Promise<UserAnswer> {
    try {
      return (await call<UserAnswer>('POST', '/users', { body, headers: { 'idempotency-key': key } })).body
    } catch (error) {
      // A refused wish is changed before it is sent again, and a changed one needs a key of its own.
      if (error instanceof Refusal && error.status > 0) attempt.current.of = ''
      throw error
    }
  }
  const field = (name: keyof typeof wish) => ({
    name,
    value: wish[name],
    problem: form.problemOf(name),
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <FormSheet
      title={say(texts.invite)}
      submit={say(texts.sendInvite)}
      form={form}
      fields={Object.keys(blank)}
      onClose={close}
    >
      <p className="text-muted">{say(sends ? texts.inviteHint : texts.inviteHintStored)}</p>
      <TextField label={say(texts.name)} required maxLength={100} autoFocus autoComplete="off" {...field('name')} />
      <TextField label={say(texts.email)} required type="email" autoComplete="off" {...field('email')} />
      <SelectField
        label={say(texts.role)}
        {...field('role')}
        choices={roles.map((role) => ({ value: role, label: say(roleTexts[role]) }))}
      />
    </FormSheet>
  )
}
