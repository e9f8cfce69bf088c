import type { Locale } from './error-texts.ts'

/** What answers and letters say when all is well. */
export const messageTexts = {
  logged_in: { ru: 'Вход выполнен успешно', en: 'Signed in' },
  reset_requested: {
    ru: 'Если такая учётная запись есть, для неё готово письмо со ссылкой',
    en: 'If there is such an account, a letter with a link is ready for it',
  },
  test_mail: { ru: 'Проверочное письмо готовится', en: 'A test letter is being written' },
  password_set: { ru: 'Новый пароль задан, войдите с ним', en: 'The new password is set, sign in with it' },
  link_hidden: { ru: '(ссылка видна только получателю)', en: '(the link is shown to its reader only)' },
  link_over: { ru: '(ссылка больше не действует)', en: '(the link does not work any more)' },
  logged_out: { ru: 'Выход выполнен успешно', en: 'Signed out' },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>
