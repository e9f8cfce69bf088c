import { type Static, Type } from 'typebox'
import { Nullable, Time } from './shapes.ts'

const Checks = Type.Object({
  database: Type.Enum(['ok', 'full', 'down'], { description: 'whether a transaction can commit now' }),
  events: Type.Enum(['ok', 'retrying', 'dead_letters', 'unknown']),
  broker: Type.Enum(['not_used', 'up', 'down']),
})

export const HealthAnswer = Type.Object(
  {
    status: Type.Enum(['ok', 'unavailable']),
    checks: Checks,
  },
  { title: 'Health', examples: [{ status: 'ok', checks: { database: 'ok', events: 'ok', broker: 'not_used' } }] },
)

const Count = Type.Integer({ minimum: 0 })

export const HealthDetails = Type.Object(
  {
    version: Type.String(),
    node: Type.String(),
    started_at: Time,
    mode: Type.Enum(['local', 'public']),
    checks: Checks,
    database: Type.Object({
      dialect: Type.Enum(['sqlite', 'postgres', 'mysql']),
      bytes: Nullable(Count),
      free_bytes: Nullable(
        Type.Integer({ minimum: 0, description: 'room on its disk; null: it is on a server of its own' }),
      ),
    }),
    backup: Type.Object({
      last_at: Nullable(Type.String({ format: 'date-time' })),
      due: Type.Boolean({ description: 'SQLite: no copy within 7 days; a database server makes its own' }),
    }),
    events: Type.Object({ last_seq: Count, lag: Count, parked: Count, dead: Count }),
    mail: Type.Object({
      sends: Type.Boolean(),
      queued: Count,
      failed: Type.Integer({ minimum: 0, description: 'given up within 7 days' }),
    }),
    weak_accounts: Type.Integer({ minimum: 0, description: 'active accounts whose password public mode refuses' }),
  },
  {
    title: 'HealthDetails',
    examples: [
      {
        version: '0.1.0',
        node: 'v26.10.0',
        started_at: '2026-11-22T12:00:00.000+00:00',
        mode: 'local',
        checks: { database: 'ok', events: 'ok', broker: 'not_used' },
        database: { dialect: 'sqlite', bytes: 307200, free_bytes: 52613349376 },
        backup: { last_at: null, due: false },
        events: { last_seq: 214, lag: 0, parked: 0, dead: 0 },
        mail: { sends: false, queued: 0, failed: 0 },
        weak_accounts: 0,
      },
    ],
  },
)
export type HealthDetails = Static<typeof HealthDetails>
