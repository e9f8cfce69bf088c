import type { Right } from './rights.ts'

/** The lists of the web application: how they may be ordered, and how they are unless the address says otherwise. */
export const listPages = {
  users: {
    right: 'users.list',
    by: ['id', 'name', 'email', 'role', 'status', 'age', 'created_at', 'updated_at'],
    sort: '-created_at',
  },
  courses: {
    right: 'courses.list',
    by: ['id', 'title', 'status', 'price', 'created_at', 'updated_at'],
    sort: '-created_at',
  },
  audit: { right: 'audit.read', by: ['id', 'action', 'object', 'actor_id'], sort: '-id' },
  messages: { right: 'messages.read', by: ['id', 'subject', 'to', 'status'], sort: '-id' },
} as const satisfies Record<string, { right: Right; by: readonly string[]; sort: string }>

/** What the address of a list may say without asking the API for anything else. */
const onlyLooks = new Set(['sort', 'columns', 'peek', 'look', 'view', 'new'])

/** The path of the first answer that a list page will ask for; null: that takes more than its address to know. */
export function firstListAnswer(list: keyof typeof listPages, query: URLSearchParams): string | null {
  if ([...query.keys()].some((name) => !onlyLooks.has(name))) return null
  const { by, sort: usual } = listPages[list]
  const asked = query.get('sort') ?? ''
  const sort = (by as readonly string[]).includes(asked.replace(/^-/, '')) ? asked : usual
  return `/${list}?sort=${sort}&skip=0&limit=100`
}
