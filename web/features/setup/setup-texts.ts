import type { Texts } from '../../lib/say.ts'

export const setupTexts = {
  title: { ru: 'Первый запуск', en: 'First run' },
  intro: {
    ru: 'Создайте владельца школы: ему доступно всё.',
    en: 'Create the owner of the school, who may do everything.',
  },
  promise: { ru: 'Минута — и школа открыта.', en: 'One minute, and the school is open.' },
  name: { ru: 'Имя', en: 'Name' },
  email: { ru: 'Почта', en: 'E-mail' },
  password: { ru: 'Пароль', en: 'Password' },
  passwordHint: { ru: 'Не короче 8 знаков', en: 'At least 8 characters' },
  token: { ru: 'Код установки', en: 'Setup token' },
  tokenHint: {
    ru: 'Он напечатан в консоли сервера и действует 30 минут',
    en: 'The server’s console shows it; it works for 30 minutes',
  },
  create: { ru: 'Создать владельца', en: 'Create the owner' },
  closed: {
    ru: 'Создать владельца из браузера сейчас нельзя: с запуска прошёл час или запрос пришёл извне. Перезапустите сервер или выполните команду:',
    en: 'The owner cannot be created from the browser now: an hour has passed since the start, or the request came from outside. Restart the server or run:',
  },
  again: { ru: 'Проверить снова', en: 'Look again' },
  demoTitle: { ru: 'Владелец создан', en: 'The owner has been created' },
  demoIntro: {
    ru: 'Хотите осмотреться в готовой школе или начать с чистого листа?',
    en: 'Look around in a school that is already running, or start from a blank page?',
  },
  demoFill: { ru: 'Наполнить демо-школой', en: 'Fill it with a demo school' },
  demoHint: {
    ru: '47 человек, 12 курсов и 60 дней событий. Всё остаётся на этом компьютере.',
    en: '47 people, 12 courses and 60 days of events. Everything stays on this computer.',
  },
  demoBusy: { ru: 'Школа проживает 60 дней…', en: 'The school lives through 60 days…' },
  empty: { ru: 'Начать с чистого листа', en: 'Start from a blank page' },
  grownTitle: { ru: 'Демо-школа готова', en: 'The demo school is ready' },
  grownIntro: {
    ru: 'Общий пароль демо-учётных записей. Сохраните его: больше он не появится.',
    en: 'One password for every demo account. Keep it: it is not shown again.',
  },
  enter: { ru: 'Открыть CRM', en: 'Open the CRM' },
} satisfies Texts
