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
  enter: { ru: 'Войти', en: 'Sign in' },
  forgottenTitle: { ru: 'Забыли пароль?', en: 'Forgot the password?' },
  forgottenIntro: {
    ru: 'Пришлём ссылку, чтобы задать новый',
    en: 'We send a link to set a new one',
  },
  send: { ru: 'Прислать ссылку', en: 'Send the link' },
  sentTitle: { ru: 'Проверьте почту', en: 'Check your mail' },
  sent: {
    ru: 'Если для {email} есть учётная запись, письмо со ссылкой уже в пути. Ссылка действует один раз, в течение часа.',
    en: 'If there is an account for {email}, a letter with a link is on its way. The link works once, for an hour.',
  },
  storedTitle: { ru: 'Спросите владельца школы', en: 'Ask the owner of the school' },
  stored: {
    ru: 'Эта CRM не отправляет писем: если для {email} есть учётная запись, письмо со ссылкой лежит в разделе «Письма». Попросите владельца школы передать её; она действует один раз, в течение часа.',
    en: 'This CRM sends no mail: if there is an account for {email}, the letter with the link is under “Messages”. Ask the owner of the school to pass it on; it works once, for an hour.',
  },
  ownerHelp: {
    ru: 'Вы и есть владелец? Задайте пароль командой на сервере:',
    en: 'You are the owner? Set a password with a command on the server:',
  },
  back: { ru: 'Ко входу', en: 'To sign-in' },
  newTitle: { ru: 'Новый пароль', en: 'A new password' },
  newIntro: {
    ru: 'Все сеансы этой учётной записи завершатся',
    en: 'Every session of this account will end',
  },
  newPassword: { ru: 'Новый пароль', en: 'New password' },
  set: { ru: 'Задать пароль', en: 'Set the password' },
  done: { ru: 'Новый пароль задан, войдите с ним', en: 'The new password is set, sign in with it' },
  again: { ru: 'Получить новую ссылку', en: 'Get a new link' },
  noToken: {
    ru: 'В адресе нет ссылки из письма: откройте её целиком или получите новую.',
    en: 'The address does not hold the link of the letter: open all of it, or get a new one.',
  },
} satisfies Texts
