import type { UserAnswer } from '#contract/http/users.ts'
import { roleTexts } from '../../lib/format.ts'
import { useRecord } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { Card } from '../../ui/card.tsx'
import { InlineField } from '../../ui/inline-field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { useFieldEditor } from '../../ui/use-field-editor.tsx'
import { LookCard } from './look-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'

export default function SettingsPage() {
  const say = useSay()
  return (
    <>
      <PageHead title={say(texts.title)} />
      <div className="min-h-0 flex-1 overflow-auto bg-bg">
        <div className="mx-auto grid max-w-[760px] gap-4 p-4">
          <ProfileCard />
          <LookCard />
          <PasswordCard />
          <SessionsCard />
        </div>
      </div>
    </>
  )
}

function ProfileCard() {
  const say = useSay()
  const { data, error, refetch } = useRecord<UserAnswer>('/users', useMe().id)
  return (
    <Card title={say(texts.profile)}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={3} />}
      {data && <Profile user={data} />}
    </Card>
  )
}

function Profile({ user }: { user: UserAnswer }) {
  const say = useSay()
  const { save, dialog } = useFieldEditor({
    path: '/users',
    record: user,
    saved: texts.saved,
    nameOf: () => say(texts.name),
    showOf: (_, value) => String(value),
  })
  return (
    <dl>
      <InlineField
        label={say(texts.name)}
        value={user.name}
        editable={user.can?.update ?? false}
        onSave={(name) => save({ name })}
      >
        <span className="break-words">{user.name}</span>
      </InlineField>
      <InlineField label={say(texts.email)} value="" editable={false} onSave={async () => {}}>
        <span className="break-all">{user.email}</span>
      </InlineField>
      <InlineField label={say(texts.role)} value="" editable={false} onSave={async () => {}}>
        {say(roleTexts[user.role])}
      </InlineField>
      {dialog}
    </dl>
  )
}
