import type { Texts } from '../../lib/say.ts'

export const tokenTexts = {
  tokensHint: {
    ru: 'Программа с ключом действует от имени человека, не дальше выбранных прав и его роли.',
    en: 'A program with a token acts in the name of a person, no further than the rights chosen and the role.',
  },
  noTokens: { ru: 'Ключей пока нет', en: 'There are no tokens yet' },
  newToken: { ru: 'Новый ключ', en: 'New token' },
  tokenName: { ru: 'Для чего', en: 'What it is for' },
  tokenLife: { ru: 'Срок', en: 'How long' },
  tokenPasswordHint: {
    ru: 'Чтобы забытый на чужом столе сеанс не стал ключом',
    en: 'So that a session left open does not become a key',
  },
  scopes: { ru: 'Что можно', en: 'What it may do' },
  noEnd: { ru: 'без срока', en: 'no end' },
  until: { ru: 'до {day}', en: 'until {day}' },
  used: { ru: 'использован {when}', en: 'used {when}' },
  neverUsed: { ru: 'ещё не использован', en: 'not used yet' },
  expired: { ru: 'Срок вышел', en: 'Expired' },
  revoke: { ru: 'Отозвать', en: 'Revoke' },
  revokeAsk: { ru: 'Отозвать ключ?', en: 'Revoke the token?' },
  revokeHint: {
    ru: 'Программа с ключом «{name}» сразу потеряет доступ. Отменить это нельзя.',
    en: 'The program with the token “{name}” loses access at once. This cannot be undone.',
  },
  revoked: { ru: 'Ключ отозван: {name}', en: 'Token revoked: {name}' },
  tokenMade: { ru: 'Ключ готов', en: 'The token is ready' },
  tokenOnce: {
    ru: 'Скопируйте его сейчас: больше он не будет показан.',
    en: 'Copy it now: it will not be shown again.',
  },
  token: { ru: 'Ключ API', en: 'API token' },
} satisfies Texts
