import { useEffect } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Right, type Role, reachOf } from '#contract/rights.ts'
import { useRecord } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { useSchoolName } from '../../lib/session.ts'
import { Card } from '../../ui/card.tsx'
import { Avatar } from '../../ui/chip.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { SessionsCard } from '../../ui/sessions-card.tsx'
import { Failed } from '../../ui/states.tsx'
import { StoryCard } from '../../ui/story-card.tsx'
import { usersPath } from './user-changes.ts'
import { StatusChip } from './user-chips.tsx'
import { UserFacts } from './user-facts.tsx'
import { reachTexts, rightsTexts, usersTexts as texts } from './users-texts.ts'

export default function UserPage({ id }: { id: number }) {
  const say = useSay()
  const school = useSchoolName()
  const { data: user, error, refetch } = useRecord<UserAnswer>(usersPath, id)
  useEffect(() => {
    if (user) document.title = `${user.name} · ${school}`
  }, [user, school])
  if (error && !user) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <RecordPage
      back={{ to: usersPath, label: say(texts.title) }}
      title={user?.name ?? ''}
      mark={user && <Avatar id={user.id} name={user.name} size={28} />}
      actions={user && <StatusChip status={user.status} />}
      facts={
        <Card title={say(texts.facts)}>
          <UserFacts id={id} />
        </Card>
      }
      middle={<StoryCard topic="user-events" id={id} title={say(texts.story)} closed={say(texts.storyClosed)} />}
      aside={
        user && (
          <div className="grid min-w-0 gap-4">
            {user.can?.end_sessions && <SessionsCard path={`/users/${id}/sessions`} />}
            <RightsCard role={user.role} />
          </div>
        )
      }
    />
  )
}

/** The one table of rights, as it stands for this role. */
function RightsCard({ role }: { role: Role }) {
  const say = useSay()
  return (
    <Card title={say(texts.rights)}>
      <dl className="grid gap-1.5">
        {Object.entries(rightsTexts).map(([right, text]) => {
          const reach = reachOf(role, right as Right)
          return (
            <div key={right} className="flex justify-between gap-3">
              <dt className={reach === 'no' ? 'text-dim' : ''}>{say(text)}</dt>
              <dd className="flex-none text-right text-muted">{say(reachTexts[reach])}</dd>
            </div>
          )
        })}
      </dl>
    </Card>
  )
}
