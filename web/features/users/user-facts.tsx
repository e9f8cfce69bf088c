import { useMemo } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { roleTexts, useFormat } from '../../lib/format.ts'
import { useOffer } from '../../lib/offers.ts'
import { useRecord } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Happened } from '../../ui/happened.tsx'
import { InlineField } from '../../ui/inline-field.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { useFieldEditor } from '../../ui/use-field-editor.tsx'
import { setDisabled, setRole, usersPath } from './user-changes.ts'
import { RoleChip, StatusChip } from './user-chips.tsx'
import { usersTexts as texts } from './users-texts.ts'

/** What moves the time of the latest change. */
const changing = ['created', 'updated', 'role_changed', 'password_changed', 'disabled', 'enabled', 'erased'].map(
  (what) => `user.${what}`,
)

/** What moves an account from one status to another. */
const moving = ['created', 'disabled', 'enabled', 'erased'].map((what) => `user.${what}`)

/** The facts of one account, edited where they stand; what the viewer may not change is plain text. */
export function UserFacts({ id }: { id: number }) {
  const { data, error, refetch } = useRecord<UserAnswer>(usersPath, id)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  return <Facts user={data} />
}

function Facts({ user }: { user: UserAnswer }) {
  const say = useSay()
  const { moment } = useFormat()
  const languages = [
    { value: 'ru', label: say(texts.russian) },
    { value: 'en', label: say(texts.english) },
  ]
  const { save, dialog } = useFieldEditor({
    path: usersPath,
    record: user,
    saved: texts.saved,
    nameOf: (field) => say({ name: texts.person, age: texts.age, locale: texts.locale }[field] ?? texts.person),
    showOf: (field, value) =>
      languages.find((one) => field === 'locale' && one.value === value)?.label ?? String(value ?? '—'),
  })
  const may = user.can?.update ?? false
  const roleChoices = roles.map((role) => ({ value: role, label: say(roleTexts[role]) }))
  const age = (text: string) => {
    if (text.trim() !== '' && !/^\d{1,3}$/.test(text.trim())) throw new Error(say(texts.ageWrong))
    return save({ age: text.trim() === '' ? null : Number(text) })
  }
  return (
    <>
      <dl>
        <InlineField label={say(texts.person)} value={user.name} editable={may} onSave={(name) => save({ name })}>
          <span className="break-words">{user.name}</span>
        </InlineField>
        <InlineField label={say(texts.email)} value={user.email} editable={false} onSave={async () => {}}>
          <span className="break-all">{user.email}</span>
        </InlineField>
        <InlineField
          label={say(texts.age)}
          value={String(user.age ?? '')}
          editable={may}
          inputMode="numeric"
          onSave={async (text) => age(text)}
        >
          {user.age ?? '—'}
        </InlineField>
        <InlineField
          label={say(texts.role)}
          value={user.role}
          editable={user.can?.change_role ?? false}
          choices={roleChoices}
          onSave={(role) => setRole(user, role as Role)}
        >
          <RoleChip role={user.role} />
        </InlineField>
        <InlineField
          label={say(texts.locale)}
          value={user.locale}
          editable={may}
          choices={languages}
          onSave={(locale) => save({ locale })}
        >
          {languages.find(({ value }) => value === user.locale)?.label}
        </InlineField>
        <Plain label={say(texts.status)}>
          <Happened topic="user-events" id={user.id} types={moving}>
            <StatusChip status={user.status} />
          </Happened>
        </Plain>
        <Plain label={say(texts.created)}>
          <Happened topic="user-events" id={user.id} types={['user.created']}>
            {moment(user.created_at)}
          </Happened>
        </Plain>
        <Plain label={say(texts.updated)}>
          <Happened topic="user-events" id={user.id} types={changing}>
            {moment(user.updated_at)}
          </Happened>
        </Plain>
        <Plain label={say(texts.number)}>{user.id}</Plain>
      </dl>
      <Disablement user={user} />
      {dialog}
    </>
  )
}

function Plain({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <InlineField label={label} value="" editable={false} onSave={async () => {}}>
      {children}
    </InlineField>
  )
}

/** The dangerous thing comes last, apart from the rest, and can be taken back. */
function Disablement({ user }: { user: UserAnswer }) {
  const say = useSay()
  const offers = useMemo(
    () => [
      ...(user.can?.enable
        ? [{ label: say(texts.enable), icon: 'check' as const, run: () => void setDisabled(user, false) }]
        : []),
      ...(user.can?.disable
        ? [{ label: say(texts.disable), icon: 'lock' as const, run: () => void setDisabled(user, true) }]
        : []),
    ],
    [user, say],
  )
  useOffer(user.name, offers)
  if (user.can?.enable) {
    return (
      <Button icon="check" className="mt-4" onClick={() => void setDisabled(user, false)}>
        {say(texts.enable)}
      </Button>
    )
  }
  if (!user.can?.disable) return null
  return (
    <Button look="danger" icon="lock" className="mt-4" onClick={() => void setDisabled(user, true)}>
      {say(texts.disable)}
    </Button>
  )
}
