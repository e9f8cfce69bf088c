import { type Static, Type } from 'typebox'

const Hours = Type.Integer({ minimum: 1 })

export const SecurityPolicy = Type.Object(
  {
    mode: Type.Enum(['local', 'public']),
    password_characters: Type.Object({ student: Type.Integer(), staff: Type.Integer() }),
    weak_passwords: Type.Boolean({ description: 'accepted and marked, as local mode does' }),
    session_days: Type.Integer(),
    idle_hours: Type.Union([
      Type.Object({ student: Hours, staff: Hours, administrators: Hours }),
      Type.Null({ description: 'local mode has no idle limit' }),
    ]),
  },
  {
    title: 'SecurityPolicy',
    examples: [
      {
        mode: 'public',
        password_characters: { student: 10, staff: 15 },
        weak_passwords: false,
        session_days: 7,
        idle_hours: { student: 24, staff: 8, administrators: 2 },
      },
    ],
  },
)
export type SecurityPolicy = Static<typeof SecurityPolicy>
