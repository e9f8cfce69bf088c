import type { Texts } from '../../lib/say.ts'

export const signInTexts = {
  title: { ru: 'Вход в систему', en: 'Sign in' },
  intro: { ru: 'Курсы, ученики и события в одном месте', en: 'Courses, students and events in one place' },
  over: {
    ru: 'Сеанс закончился. Страница ждёт вас: введённое не потеряно.',
    en: 'Your session is over. The page waits for you: what you typed is kept.',
  },
  promise: {
    ru: 'Всё, что произошло в школе.\nНи одного потерянного события.',
    en: 'Everything that happens in the school.\nNot one event lost.',
  },
  email: { ru: 'Почта', en: 'E-mail' },
  password: { ru: 'Пароль', en: 'Password' },
  forgotten: { ru: 'Забыли пароль?', en: 'Forgot it?' },
  forgottenHelp: {
    ru: 'Администратор школы заведёт для вас новую учётную запись. Владелец задаёт себе новый пароль командой на сервере:',
    en: 'An administrator of the school makes a new account for you. The owner sets a new password with a command on the server:',
  },
  enter: { ru: 'Войти', en: 'Sign in' },
} satisfies Texts
