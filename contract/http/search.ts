import { type Static, Type } from 'typebox'

export const searchKinds = ['user', 'course', 'event', 'audit', 'message'] as const

export const SearchHit = Type.Object({
  id: Type.Integer({ minimum: 1, description: 'of the record; the number of an event' }),
  title: Type.String({ description: 'a name, a title, a subject; the type of an event' }),
  detail: Type.String({ description: 'an e-mail, whom or what it is about' }),
  status: Type.String({ description: 'as the list of this kind shows it; empty where there is none' }),
})
export type SearchHit = Static<typeof SearchHit>

export const SearchGroup = Type.Object({
  kind: Type.Enum([...searchKinds]),
  hits: Type.Array(SearchHit),
})
export type SearchGroup = Static<typeof SearchGroup>

export const SearchAnswer = Type.Object(
  {
    groups: Type.Array(SearchGroup, { description: 'kinds with hits only, and only those the viewer may list' }),
  },
  {
    title: 'SearchAnswer',
    examples: [
      {
        groups: [
          {
            kind: 'user',
            hits: [{ id: 7, title: 'Иван Иванов', detail: 'ivanov@example.com', status: 'active' }],
          },
        ],
      },
    ],
  },
)
export type SearchAnswer = Static<typeof SearchAnswer>

export const SearchFor = Type.Object({
  q: Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      'beginnings of words, in any keyboard layout or Latin spelling; also a number, an e-mail, the type or id of an event',
    examples: ['иванов'],
  }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'hits of each kind at most' })),
})
