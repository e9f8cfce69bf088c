import type { UserAnswer } from '#contract/http/users.ts'
import { roleTexts } from '../../lib/format.ts'
import { useRecord } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { Card } from '../../ui/card.tsx'
import { InlineField } from '../../ui/inline-field.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { useFieldEditor } from '../../ui/use-field-editor.tsx'
import { settingsTexts as texts } from './settings-texts.ts'

/** Who one is here. */
export function ProfileCard() {
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
    <>
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
      </dl>
      <p className="mt-2">
        <a
          href={`/users/${user.id}/personal-data`}
          download
          className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
        >
          {say(texts.myData)}
        </a>
      </p>
      {dialog}
    </>
  )
}
