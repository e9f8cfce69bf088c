import type { HealthDetails } from '#contract/http/service.ts'
import { useBytes } from '../../lib/bytes.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Chip, type ChipTone } from '../../ui/chip.tsx'
import { AnswerCard, Fact } from './answer-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { useAnswer } from './use-answer.ts'

const tones: Readonly<Record<string, ChipTone>> = {
  ok: 'good',
  up: 'good',
  full: 'bad',
  down: 'bad',
  dead_letters: 'bad',
  retrying: 'wait',
}
const dialects = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MySQL / MariaDB' } as const

export function HealthCard() {
  const say = useSay()
  const { ago, number } = useFormat()
  const bytesOf = useBytes()
  const state = (name: keyof typeof stateTexts) => <Chip tone={tones[name] ?? 'plain'}>{say(stateTexts[name])}</Chip>
  return (
    <AnswerCard title={say(texts.health)} answer={useAnswer<HealthDetails>('/health/details', 5000)} lines={6}>
      {({ checks, database, backup, events, mail, ...health }) => (
        <dl>
          <Fact name={say(texts.database)}>
            <Row>
              {state(checks.database)}
              {dialects[database.dialect]}
              {database.bytes !== null && <span className="text-muted">{bytesOf(database.bytes)}</span>}
            </Row>
          </Fact>
          {database.free_bytes !== null && <Fact name={say(texts.disk)}>{bytesOf(database.free_bytes)}</Fact>}
          {database.dialect === 'sqlite' && (
            <Fact name={say(texts.backup)}>
              <Row>
                {backup.due && <Chip tone="bad">{say(texts.backupDue)}</Chip>}
                {backup.last_at === null ? say(texts.backupNever) : ago(backup.last_at)}
                <code className="font-mono text-sm text-muted">npm run crm -- backup FILE</code>
              </Row>
            </Fact>
          )}
          <Fact name={say(texts.events)}>
            <Row>
              {state(checks.events)}
              <Link to="/events?part=groups" className="underline underline-offset-2">
                {say(texts.eventsCount, { count: events.last_seq })}
              </Link>
              <span className="text-muted">{say(texts.lag, { lag: events.lag, dead: events.dead })}</span>
            </Row>
          </Fact>
          <Fact name={say(texts.transport)}>{state(checks.broker)}</Fact>
          <Fact name={say(texts.mail)}>
            <Row>
              {say(mail.sends ? texts.mailOn : texts.mailOff)}
              <Link to="/messages?status=failed" className="underline underline-offset-2">
                {say(texts.mailFailed, { count: mail.failed })}
              </Link>
            </Row>
          </Fact>
          <Fact name={say(texts.weak)}>
            <Link to="/settings?part=security" className="inline-block min-w-6 py-0.5 underline underline-offset-2">
              {number(health.weak_accounts)}
            </Link>
          </Fact>
          <Fact name={say(texts.version)}>
            Mini-CRM {health.version} · Node {health.node} · {say(texts.started, { when: ago(health.started_at) })}
          </Fact>
        </dl>
      )}
    </AnswerCard>
  )
}

const stateTexts = {
  ok: texts.stateOk,
  full: texts.stateFull,
  down: texts.stateDown,
  retrying: texts.stateRetrying,
  dead_letters: texts.stateDead,
  unknown: texts.stateUnknown,
  not_used: texts.stateOwnLog,
  up: texts.stateUp,
} as const

function Row({ children }: { children: React.ReactNode }) {
  return <span className="flex flex-wrap items-center gap-x-3 gap-y-1">{children}</span>
}
