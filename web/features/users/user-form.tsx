import { useState } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { call } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { refreshAround } from '../../lib/records.ts'
import { navigate } from '../../lib/router.tsx'
import { sayNow, useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { useCreate, useSubmit } from '../../lib/use-form.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { usersPath } from './user-changes.ts'
import { usersTexts as texts } from './users-texts.ts'

type Wish = { name: string; email: string; age: string; password: string; role: Role }
const blank: Wish = { name: '', email: '', age: '', password: '', role: 'student' }

export function UserForm({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const mayChooseRole = useMay('users.change_role')
  const [wish, setWish] = useState(blank)
  const [shown, setShown] = useState(false)
  const create = useCreate()
  const dirty = JSON.stringify(wish) !== JSON.stringify(blank)
  const { mayClose, release } = useDraft(dirty)
  const close = () => mayClose() && onClose()
  const form = useSubmit(async () => {
    const { role, age, ...person } = wish
    const made = await create<UserAnswer>(usersPath, { ...person, ...(age.trim() && { age: Number(age) }) })
    toastDone(sayNow(texts.added, { name: made.name }))
    const user = await withRole(made, role)
    refreshAround(usersPath)
    release()
    onClose()
    navigate(`${usersPath}?peek=${user.id}`)
  })
  const field = (name: keyof Wish) => ({
    name,
    value: wish[name],
    problem: form.problemOf(name),
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <FormSheet title={say(texts.add)} form={form} fields={Object.keys(blank)} onClose={close}>
      <TextField label={say(texts.person)} required maxLength={100} autoFocus autoComplete="off" {...field('name')} />
      <TextField label={say(texts.email)} required type="email" autoComplete="off" {...field('email')} />
      <TextField label={say(texts.age)} inputMode="numeric" autoComplete="off" pattern="\d*" {...field('age')} />
      <TextField
        label={say(texts.password)}
        required
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        hint={say(texts.passwordHint)}
        {...field('password')}
        aside={
          <button
            type="button"
            className="h-6 text-accent-text hover:underline"
            onClick={() => {
              setShown(true)
              setWish({ ...wish, password: inventPassword() })
            }}
          >
            {say(texts.invent)}
          </button>
        }
      />
      {shown && wish.password !== '' && (
        <div className="-mt-2">
          <CopyButton text={wish.password} />
        </div>
      )}
      <SelectField
        label={say(texts.role)}
        {...field('role')}
        hint={mayChooseRole ? undefined : say(texts.studentsOnly)}
        disabled={!mayChooseRole}
        choices={roles.map((role) => ({ value: role, label: say(roleTexts[role]) }))}
      />
    </FormSheet>
  )
}

/** An account whose role could not be given is said, and stays. */
async function withRole(user: UserAnswer, role: Role): Promise<UserAnswer> {
  if (role === user.role) return user
  try {
    const answer = await call<UserAnswer>('PUT', `${usersPath}/${user.id}/role`, {
      body: { role },
      ifVersion: user.version,
    })
    return answer.body
  } catch (error) {
    toastProblem(sayNow(texts.addedWithoutRole, { problem: error instanceof Error ? error.message : String(error) }))
    return user
  }
}

/** 20 characters that nobody confuses, about 98 bits. */
function inventPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const picked = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => letters[byte % letters.length])
  return (picked.join('').match(/.{5}/g) ?? []).join('-')
}
