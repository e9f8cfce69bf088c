import { type Static, Type } from 'typebox'
import { Can, Id, Line, Time, Version } from './shapes.ts'

/** The lists that views are of, and the right that opens each. */
export const viewedLists = {
  users: 'users.list',
  courses: 'courses.list',
  audit: 'audit.read',
  messages: 'messages.read',
} as const
export type ViewedList = keyof typeof viewedLists
const ListName = Type.Enum(Object.keys(viewedLists) as ViewedList[])
const Title = Line(1, 60, { examples: ['Взрослые ученики'] })
const Address = Type.String({
  maxLength: 6000,
  pattern: '^(\\?[!-~]*)?$',
  description: 'the query string of the list as the application writes it; empty: everything as usual',
  examples: ['?role=student&where=%5B%22age%22%2C%22gte%22%2C18%5D'],
})
const Shared = Type.Boolean({ description: 'whether the team sees it, or only whoever made it' })

export const CreateView = Type.Object(
  { list: ListName, title: Title, address: Address, shared: Type.Optional(Shared) },
  {
    additionalProperties: false,
    examples: [{ list: 'users', title: 'Взрослые ученики', address: '?role=student', shared: false }],
  },
)
export type CreateView = Static<typeof CreateView>

export const UpdateView = Type.Object(
  { title: Type.Optional(Title), address: Type.Optional(Address), shared: Type.Optional(Shared) },
  { additionalProperties: false, minProperties: 1, examples: [{ title: 'Взрослые' }] },
)
export type UpdateView = Static<typeof UpdateView>

export const ViewAnswer = Type.Object(
  {
    id: Id,
    list: ListName,
    title: Type.String(),
    address: Type.String(),
    shared: Shared,
    created_by: Id,
    created_at: Time,
    updated_at: Time,
    version: Version,
    can: Can('update', 'share', 'delete'),
  },
  {
    title: 'SavedView',
    examples: [
      {
        id: 1,
        list: 'users',
        title: 'Взрослые ученики',
        address: '?role=student',
        shared: false,
        created_by: 1,
        created_at: '2026-11-22T12:00:00.000+00:00',
        updated_at: '2026-11-22T12:00:00.000+00:00',
        version: 1,
        can: { update: true, share: true, delete: true },
      },
    ],
  },
)
export type ViewAnswer = Static<typeof ViewAnswer>

export const ListViews = Type.Object({ list: ListName })
