import type { Scope } from '#contract/scopes.ts'
import type { Text } from '../../lib/say.ts'

/** What a token may do, in the words of people. */
export const scopeTexts = {
  'users.read': { ru: 'читать пользователей', en: 'read users' },
  'users.write': { ru: 'создавать и менять пользователей', en: 'make and change users' },
  'courses.read': { ru: 'читать курсы', en: 'read courses' },
  'courses.write': { ru: 'создавать и менять курсы', en: 'make and change courses' },
  'events.read': { ru: 'читать события', en: 'read events' },
  'events.repair': { ru: 'повторять события', en: 'repeat events' },
  'audit.read': { ru: 'читать аудит', en: 'read the audit trail' },
  'messages.read': { ru: 'читать письма', en: 'read letters' },
  'statistics.read': { ru: 'читать статистику', en: 'read statistics' },
} satisfies Readonly<Record<Scope, Text>>
