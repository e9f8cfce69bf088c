import type { Texts } from '../lib/say.ts'

export const sessionsTexts = {
  sessions: { ru: 'Мои сеансы', en: 'My sessions' },
  theirs: { ru: 'Сеансы', en: 'Sessions' },
  none: { ru: 'Открытых сеансов нет', en: 'Not signed in anywhere' },
  unknownAgent: { ru: 'Неизвестная программа', en: 'Unknown program' },
  thisOne: { ru: 'этот', en: 'this one' },
  since: { ru: 'вход {when}', en: 'signed in {when}' },
  seen: { ru: 'активность {when}', en: 'seen {when}' },
  end: { ru: 'Завершить', en: 'End' },
  endOthers: { ru: 'Завершить остальные', en: 'End the others' },
  endOthersAsk: { ru: 'Завершить остальные сеансы?', en: 'End the other sessions?' },
  endAll: { ru: 'Завершить все', en: 'End all' },
  endAllAsk: { ru: 'Завершить все сеансы?', en: 'End all sessions?' },
  endAllHint: {
    ru: 'На всех устройствах этого человека придётся войти снова. Отменить это нельзя.',
    en: 'All devices of this person will have to sign in again. This cannot be undone.',
  },
  endOthersHint: {
    ru: 'На других устройствах придётся войти снова. Отменить это нельзя.',
    en: 'The other devices will have to sign in again. This cannot be undone.',
  },
  ended: {
    ru: {
      one: 'Завершён {count} сеанс',
      few: 'Завершены {count} сеанса',
      many: 'Завершено {count} сеансов',
      other: 'Завершено {count} сеанса',
    },
    en: { one: '{count} session ended', other: '{count} sessions ended' },
  },
} satisfies Texts
