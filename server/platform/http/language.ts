import type { Locale } from '#contract/error-texts.ts'

/** Russian unless Accept-Language prefers English to it. */
export function languageOf(acceptLanguage: string | undefined): Locale {
  if (!acceptLanguage) return 'ru'
  return weightOf(acceptLanguage, 'en') > weightOf(acceptLanguage, 'ru') ? 'en' : 'ru'
}

/** The weight of one language, 0 when it is not named. `*` names none: then Russian stays first. */
function weightOf(header: string, language: Locale): number {
  const weights = header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [name = '', ...parameters] = entry.trim().toLowerCase().split(';')
      if (name !== language && !name.startsWith(`${language}-`)) return 0
      const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)$/.exec(parameter)?.[1]).find(Boolean)
      return weight === undefined ? 1 : Number(weight)
    })
  return Math.max(...weights)
}
