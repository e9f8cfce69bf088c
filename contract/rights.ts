/** Roles from least to most. `anonymous` is nobody signed in. */
export const roles = ['student', 'teacher', 'manager', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
export const parties = ['anonymous', ...roles] as const
export type Party = (typeof parties)[number]

/**
 * How far a right reaches. `no` is the default for whoever is not named.
 * self: one's own account · own: objects one is the author of · students: accounts with that role ·
 * published: what is open to everybody · notOwners: every account that is not an owner · all.
 */
export type Reach = 'no' | 'self' | 'own' | 'students' | 'published' | 'notOwners' | 'all'
type Row = Readonly<Partial<Record<Party, Reach>>>

const everybody: Row = {
  anonymous: 'all',
  student: 'all',
  teacher: 'all',
  manager: 'all',
  admin: 'all',
  owner: 'all',
}
const signedIn: Row = { student: 'self', teacher: 'self', manager: 'self', admin: 'self', owner: 'self' }
const everybodySignedIn: Row = { student: 'all', teacher: 'all', manager: 'all', admin: 'all', owner: 'all' }
const administrators: Row = { admin: 'all', owner: 'all' }
const salesStaff: Row = { manager: 'all', admin: 'all', owner: 'all' }
const coursesSeen: Row = {
  anonymous: 'published',
  student: 'published',
  teacher: 'all',
  manager: 'all',
  admin: 'all',
  owner: 'all',
}

/** The one table of rights. A route names its row; a route without a row stops the start. */
export const rights = {
  'service.use': everybody,
  'docs.read': { teacher: 'all', manager: 'all', admin: 'all', owner: 'all' },
  'demo.create': { owner: 'all' },
  'users.register': everybody,
  'users.list': { manager: 'students', admin: 'all', owner: 'all' },
  'users.read': { student: 'self', teacher: 'self', manager: 'students', admin: 'all', owner: 'all' },
  'users.update': { student: 'self', teacher: 'self', manager: 'students', admin: 'notOwners', owner: 'all' },
  'users.disable': { manager: 'students', admin: 'notOwners', owner: 'all' },
  'users.change_role': { owner: 'all' },
  'users.export': { student: 'self', teacher: 'self', manager: 'self', admin: 'notOwners', owner: 'all' },
  'users.sessions': { student: 'self', teacher: 'self', manager: 'self', admin: 'notOwners', owner: 'all' },
  'session.start': everybody,
  'session.end': everybody,
  'session.own': signedIn,
  'password.reset': everybody,
  'api_tokens.manage': { admin: 'self', owner: 'all' },
  'live.follow': signedIn,
  'views.own': signedIn,
  'views.share': salesStaff,
  'views.tidy': administrators,
  'bulk.own': { teacher: 'self', manager: 'self', admin: 'self', owner: 'self' },
  'courses.list': coursesSeen,
  'courses.read': coursesSeen,
  'courses.create': salesStaff,
  'courses.update': { teacher: 'own', manager: 'all', admin: 'all', owner: 'all' },
  'courses.set_price': salesStaff,
  'courses.publish': { teacher: 'own', manager: 'all', admin: 'all', owner: 'all' },
  'events.read': administrators,
  'events.repair': administrators,
  'audit.read': administrators,
  'messages.read': administrators,
  'messages.read_links': { owner: 'all' },
  'statistics.read': salesStaff,
  'settings.read': administrators,
  'settings.change': { owner: 'all' },
  'mail.test': administrators,
  /** What is found is cut to what each kind's own row lets the viewer list. */
  'search.use': everybodySignedIn,
} as const satisfies Record<string, Row>

export type Right = keyof typeof rights

/** How far `party` may go with `right`; `no` unless the table says otherwise. */
export function reachOf(party: Party, right: Right): Reach {
  return (rights[right] as Row)[party] ?? 'no'
}
