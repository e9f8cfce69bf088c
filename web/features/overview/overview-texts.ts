import type { Texts } from '../../lib/say.ts'

export const overviewTexts = {
  title: { ru: 'Обзор', en: 'Overview' },
  period: { ru: 'Период', en: 'Period' },
  days: {
    ru: { one: '{count} день', few: '{count} дня', many: '{count} дней', other: '{count} дня' },
    en: { one: '{count} day', other: '{count} days' },
  },
  registrations: { ru: 'Регистрации', en: 'Registrations' },
  logins: { ru: 'Входы', en: 'Sign-ins' },
  courses: { ru: 'Новые курсы', en: 'New courses' },
  before: { ru: 'к прошлому периоду', en: 'vs the previous period' },
  noBefore: { ru: 'сравнить пока не с чем', en: 'nothing to compare with yet' },
  wholeLog: { ru: 'Весь журнал', en: 'The whole log' },
  byDay: { ru: 'По дням', en: 'By day' },
  day: { ru: 'День', en: 'Day' },
  asTable: { ru: 'Таблица', en: 'Table' },
  asChart: { ru: 'График', en: 'Chart' },
  thisPeriod: { ru: 'Этот период', en: 'This period' },
  lastPeriod: { ru: 'Прошлый период', en: 'Previous period' },
  latest: { ru: 'Последние события', en: 'Latest events' },
  attention: { ru: 'Требует внимания', en: 'Needs attention' },
  calm: { ru: 'Всё в порядке', en: 'All is well' },
  deadLetters: {
    ru: {
      one: '{count} необработанное событие',
      few: '{count} необработанных события',
      many: '{count} необработанных событий',
      other: '{count} необработанных события',
    },
    en: { one: '{count} dead letter', other: '{count} dead letters' },
  },
  lagging: { ru: 'Группа «{group}» отстаёт на {count}', en: 'The group “{group}” lags {count} behind' },
  brokerDown: { ru: 'Kafka недоступна, события ждут в журнале', en: 'Kafka is down, events wait in the log' },
  weakPasswords: {
    ru: {
      one: '{count} слабый пароль',
      few: '{count} слабых пароля',
      many: '{count} слабых паролей',
      other: '{count} слабых пароля',
    },
    en: { one: '{count} weak password', other: '{count} weak passwords' },
  },
  backupDue: { ru: 'Копии базы нет больше недели', en: 'No copy of the database for more than a week' },
  mailFailed: {
    ru: {
      one: 'Не отправлено {count} письмо за неделю',
      few: 'Не отправлено {count} письма за неделю',
      many: 'Не отправлено {count} писем за неделю',
      other: 'Не отправлено {count} письма за неделю',
    },
    en: { one: '{count} letter not sent this week', other: '{count} letters not sent this week' },
  },
  littleRoom: { ru: 'На диске сервера мало места', en: 'The disk of the server is almost full' },
  chart: { ru: '{what} по дням, {count} за период', en: '{what} by day, {count} in the period' },
} satisfies Texts
