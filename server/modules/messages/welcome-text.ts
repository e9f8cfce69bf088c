import type { Locale } from '#contract/error-texts.ts'

/** The welcome letter; a name is text, never markup: the letter is plain text. */
export function welcomeText(locale: Locale, name: string, url: string): { subject: string; body: string } {
  return locale === 'en'
    ? { subject: 'Welcome', body: `Hello ${name},\n\nyour account is ready. Sign in at ${url}\n` }
    : { subject: 'Добро пожаловать', body: `Здравствуйте, ${name}!\n\nВаша учётная запись готова. Вход: ${url}\n` }
}
