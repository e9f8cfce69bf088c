import type { Texts } from '../../lib/say.ts'

export const auditTexts = {
  title: { ru: 'Аудит', en: 'Audit' },
  at: { ru: 'Когда', en: 'When' },
  action: { ru: 'Действие', en: 'Action' },
  object: { ru: 'Над чем', en: 'On what' },
  actor: { ru: 'Кто', en: 'Who' },
  actorNumber: { ru: 'Номер того, кто действовал', en: 'Number of whoever did it' },
  topic: { ru: 'Тема', en: 'Topic' },
  seq: { ru: 'Номер события', en: 'Event number' },
  hash: { ru: 'Хеш', en: 'Hash' },
  system: { ru: 'система', en: 'the system' },
  user: { ru: 'пользователь {id}', en: 'user {id}' },
  request: { ru: 'Запрос', en: 'Request' },
  all: { ru: 'Всё', en: 'Everything' },
  roles: { ru: 'Смена ролей', en: 'Changes of role' },
  signIns: { ru: 'Входы', en: 'Sign-ins' },
  disabled: { ru: 'Отключения', en: 'Disabled' },
  empty: { ru: 'Записей пока нет', en: 'There are no entries yet' },
  emptyHint: {
    ru: 'Каждое событие оставляет здесь запись, которую нельзя подделать.',
    en: 'Every event leaves an entry here that cannot be forged.',
  },
} satisfies Texts
