import type { Text } from './say.ts'

/** What happened, for people: without gender and without names. A test compares the list with the registry of events. */
export const eventTexts: Readonly<Record<string, Text>> = {
  'user.created': { ru: 'Учётная запись создана', en: 'Account created' },
  'user.logged_in': { ru: 'Вход в систему', en: 'Signed in' },
  'user.logged_out': { ru: 'Выход из системы', en: 'Signed out' },
  'user.updated': { ru: 'Профиль изменён', en: 'Profile changed' },
  'user.password_changed': { ru: 'Пароль изменён', en: 'Password changed' },
  'user.password_reset_requested': { ru: 'Запрошен новый пароль', en: 'New password asked for' },
  'user.api_token_created': { ru: 'Создан ключ API', en: 'API token made' },
  'user.api_token_revoked': { ru: 'Отозван ключ API', en: 'API token revoked' },
  'user.school_settings_changed': { ru: 'Настройки школы изменены', en: 'Settings of the school changed' },
  'user.test_mail_requested': { ru: 'Запрошено проверочное письмо', en: 'Test letter asked for' },
  'user.role_changed': { ru: 'Роль изменена', en: 'Role changed' },
  'user.disabled': { ru: 'Учётная запись отключена', en: 'Account disabled' },
  'user.enabled': { ru: 'Учётная запись включена', en: 'Account enabled' },
  'user.erased': { ru: 'Личные данные стёрты', en: 'Personal data erased' },
  'course.created': { ru: 'Курс создан', en: 'Course created' },
  'course.updated': { ru: 'Курс изменён', en: 'Course changed' },
  'course.published': { ru: 'Курс опубликован', en: 'Course published' },
  'course.archived': { ru: 'Курс в архиве', en: 'Course archived' },
  'course.restored': { ru: 'Курс восстановлен', en: 'Course restored' },
  'message.queued': { ru: 'Письмо подготовлено', en: 'Message prepared' },
  'message.sent': { ru: 'Письмо отправлено', en: 'Message sent' },
  'message.failed': { ru: 'Письмо не отправлено', en: 'Message not sent' },
}

/** A type nobody described yet is shown by its name. */
export function eventText(type: string): Text {
  return eventTexts[type] ?? { ru: type, en: type }
}

export type EventTone = 'good' | 'info' | 'wait' | 'done' | 'bad' | 'plain'

const tones: readonly (readonly [RegExp, EventTone])[] = [
  [/created|enabled|restored|sent/, 'good'],
  [/published|logged_in/, 'info'],
  [/updated|changed/, 'wait'],
  [/archived|logged_out|queued/, 'done'],
  [/disabled|erased|failed/, 'bad'],
]

export function eventTone(type: string): EventTone {
  return tones.find(([pattern]) => pattern.test(type))?.[1] ?? 'plain'
}

/** The topics of the log; the test compares them with the contract's. */
export const topicNames = ['user-events', 'course-events', 'message-events'] as const

/** As many as every topic of the log has; the test compares them with the contract's. */
export const partitionNumbers = [0, 1, 2, 3, 4, 5] as const
