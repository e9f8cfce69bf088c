import type { Locale } from '#contract/error-texts.ts'

/** The letter with the link; a name is text, never markup: the letter is plain text. */
export function resetText(locale: Locale, name: string, link: string): { subject: string; body: string } {
  return locale === 'en'
    ? {
        subject: 'A new password',
        body: `Hello ${name},\n\nset a new password here:\n\n${link}\n\nThe link works once, for an hour. If you did not ask for it, do nothing: your password stays as it is.\n`,
      }
    : {
        subject: 'Новый пароль',
        body: `Здравствуйте, ${name}!\n\nЗадайте новый пароль по ссылке:\n\n${link}\n\nСсылка действует один раз, в течение часа. Если письмо пришло без вашей просьбы, ничего не делайте: пароль останется прежним.\n`,
      }
}
