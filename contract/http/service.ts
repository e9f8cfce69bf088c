import { Type } from 'typebox'

export const HealthAnswer = Type.Object(
  {
    status: Type.Enum(['ok', 'unavailable']),
    checks: Type.Object({
      database: Type.Enum(['ok', 'full', 'down'], { description: 'whether a transaction can commit now' }),
      events: Type.Enum(['ok', 'retrying', 'dead_letters', 'unknown']),
      broker: Type.Enum(['not_used', 'up', 'down']),
    }),
  },
  { title: 'Health', examples: [{ status: 'ok', checks: { database: 'ok', events: 'ok', broker: 'not_used' } }] },
)
