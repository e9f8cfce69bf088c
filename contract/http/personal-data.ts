import { Type } from 'typebox'
import { UserAnswer } from './users.ts'

const Rows = Type.Array(Type.Object({}, { additionalProperties: true }), { examples: [[]] })

/** Read by people, not by programs: the rows of each part are as its owner keeps them. */
export const PersonalData = Type.Object(
  { account: UserAnswer, sessions: Rows, api_tokens: Rows, messages: Rows, events: Rows, audit: Rows },
  {
    title: 'PersonalData',
    examples: [
      {
        account: {
          id: 1,
          email: 'user@example.com',
          name: 'Тестовый пользователь',
          age: 30,
          is_admin: false,
          role: 'student',
          status: 'active',
          locale: 'ru',
          created_at: '2026-11-22T12:00:00.000+00:00',
          updated_at: '2026-11-22T12:00:00.000+00:00',
          version: 1,
        },
        sessions: [],
        api_tokens: [],
        messages: [],
        events: [],
        audit: [],
      },
    ],
  },
)
