import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { BrokerAnswer } from '#contract/http/broker.ts'
import type { GroupAnswer } from '#contract/http/events.ts'
import type { HealthDetails } from '#contract/http/service.ts'
import { call } from '../../lib/api.ts'
import { Link } from '../../lib/router.tsx'
import { type Say, useSay } from '../../lib/say.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { overviewTexts as texts } from './overview-texts.ts'

type Broker = Static<typeof BrokerAnswer>
/** Less than this is work in progress, not a delay. */
const muchLag = 100
/** Bytes: a gigabyte is a week of a busy school, or an afternoon of a log that runs wild. */
const littleRoom = 1_000_000_000

/** What a person should look at now; each line leads to the place where it is put right. */
export function Attention() {
  const say = useSay()
  const groups = useQuery({
    queryKey: ['groups'],
    queryFn: async () => (await call<GroupAnswer[]>('GET', '/events/groups')).body,
    refetchInterval: 5000,
  })
  const broker = useQuery({
    queryKey: ['broker'],
    queryFn: async () => (await call<Broker>('GET', '/events/broker')).body,
    refetchInterval: 5000,
  })
  const health = useQuery({
    queryKey: ['settings', '/health/details'],
    queryFn: async () => (await call<HealthDetails>('GET', '/health/details')).body,
    refetchInterval: 15_000,
  })
  const failed = [groups, broker, health].find(({ error, data }) => error && !data)
  const problems =
    groups.data && broker.data && health.data ? problemsOf(groups.data, broker.data, health.data, say) : null
  return (
    <Card title={say(texts.attention)}>
      {failed && <Failed error={failed.error} onRetry={() => void failed.refetch()} />}
      {!problems && !failed && <SkeletonLines lines={2} />}
      {problems?.length === 0 && (
        <p className="flex items-center gap-2 text-muted">
          <Icon name="check" className="text-good" />
          {say(texts.calm)}
        </p>
      )}
      <ul className="grid gap-2">
        {problems?.map(({ to, text }) => (
          <li key={text} className="flex gap-2">
            <Icon name="alert" className="mt-0.5 text-warn" />
            <Link to={to} className="min-w-0 break-words underline underline-offset-2">
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function problemsOf(
  groups: readonly GroupAnswer[],
  broker: Broker,
  { weak_accounts, backup, mail, database }: HealthDetails,
  say: Say,
): { to: string; text: string }[] {
  const dead = groups.reduce((sum, group) => sum + group.dead, 0)
  return [
    ...(dead > 0 ? [{ to: '/events?part=letters', text: say(texts.deadLetters, { count: dead }) }] : []),
    ...groups
      .filter(({ lag }) => lag >= muchLag)
      .map(({ group, lag }) => ({ to: '/events?part=groups', text: say(texts.lagging, { group, count: lag }) })),
    ...(broker.state === 'down' ? [{ to: '/events?part=broker', text: say(texts.brokerDown) }] : []),
    ...(weak_accounts > 0
      ? [{ to: '/settings?part=security', text: say(texts.weakPasswords, { count: weak_accounts }) }]
      : []),
    ...(backup.due ? [{ to: '/settings?part=health', text: say(texts.backupDue) }] : []),
    ...(mail.failed > 0
      ? [{ to: '/messages?status=failed', text: say(texts.mailFailed, { count: mail.failed }) }]
      : []),
    ...(database.free_bytes !== null && database.free_bytes < littleRoom
      ? [{ to: '/settings?part=health', text: say(texts.littleRoom) }]
      : []),
  ]
}
