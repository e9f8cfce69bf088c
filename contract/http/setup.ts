import { type Static, Type } from 'typebox'
import { LocaleName, Nullable } from './shapes.ts'
import { UserAnswer } from './users.ts'

/** What a page asks first: who is signed in, and what it can offer before anybody is. Never an error. */
export const SessionState = Type.Object(
  {
    user: Type.Union([UserAnswer, Type.Null()], { description: 'null: nobody is signed in' }),
    mode: Type.Enum(['local', 'public']),
    setup: Type.Enum(['done', 'open', 'token', 'closed'], {
      description:
        'done: there is an owner · open: POST /users with is_admin makes one · token: with X-Setup-Token only · closed: by the command line only',
    }),
    registration: Type.Boolean({ description: 'whether strangers may create an account' }),
    school: Type.Object({ name: Type.String(), locale: LocaleName }),
    position: Nullable(
      Type.Integer({
        minimum: 0,
        description: 'where the log stands: follow GET /live from here; null: nobody is signed in',
      }),
    ),
    mail: Type.Boolean({ description: 'whether letters are sent; else they are only stored' }),
    demo: Type.Boolean({ description: 'whether POST /demo-school would fill this CRM now' }),
  },
  {
    title: 'SessionState',
    examples: [
      {
        user: null,
        mode: 'local',
        setup: 'open',
        registration: true,
        school: { name: 'Mini-CRM', locale: 'ru' },
        position: null,
        mail: false,
        demo: false,
      },
    ],
  },
)
export type SessionState = Static<typeof SessionState>

export const DemoSchoolAnswer = Type.Object(
  {
    accounts: Type.Integer(),
    courses: Type.Integer(),
    sign_ins: Type.Integer(),
    password: Type.String({ description: 'of every demo account; shown this once, stored nowhere' }),
    people: Type.Array(Type.Object({ email: Type.String(), role: Type.String() })),
  },
  {
    title: 'DemoSchool',
    examples: [
      {
        accounts: 45,
        courses: 12,
        sign_ins: 120,
        password: 'kJ3s8d0cQm2xVb7T',
        people: [{ email: 'manager@demo.example', role: 'manager' }],
      },
    ],
  },
)
export type DemoSchoolAnswer = Static<typeof DemoSchoolAnswer>
