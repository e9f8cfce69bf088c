import { useRef, useState } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { call, newKey, Refusal } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { refreshAround } from '../../lib/records.ts'
import { navigate } from '../../lib/router.tsx'
import { sayNow, useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
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
  const key = useRef(newKey())
  const dirty = JSON.stringify(wish) !== JSON.stringify(blank)
  const { mayClose, release } = useDraft(dirty)
  const close = () => mayClose() && onClose()
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    const user = await create(wish, key.current).catch((error: unknown) => {
      // A refused wish is changed before it is sent again, and a changed one needs a key of its own.
      if (error instanceof Refusal && error.status > 0) key.current = newKey()
      throw error
    })
    refreshAround(usersPath)
    release()
    onClose()
    navigate(`${usersPath}?peek=${user.id}`)
  })
  const field = (name: keyof Wish) => ({
    name,
    value: wish[name],
    problem: problemOf(name),
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <Dialog
      place="side"
      title={say(texts.add)}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form="new-user" look="primary" busy={busy}>
            {say(uiTexts.create)}
          </Button>
        </>
      }
    >
      <form id="new-user" onSubmit={onSubmit} className="grid gap-4">
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
        <Problem text={problem(Object.keys(blank))} />
      </form>
    </Dialog>
  )
}

/** The account first, then its role: an account without its role is said, and stays. */
async function create({ role, age, ...person }: Wish, key: string): Promise<UserAnswer> {
  const body = { ...person, ...(age.trim() && { age: Number(age) }) }
  const { body: user } = await call<UserAnswer>('POST', usersPath, { body, headers: { 'idempotency-key': key } })
  toastDone(sayNow(texts.added, { name: user.name }))
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
