import type { Role } from '#contract/rights.ts'
import { type Language, sayIn, type Text, useLanguage } from './say.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const justNow: Text = { ru: 'только что', en: 'just now' }
const made = new Map<string, unknown>()
/** English with the day before the month and 24 hours: the same shape in both languages. */
const tags: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en-GB' }

/** Intl objects are dear to make and cheap to keep. */
function kept<T>(name: string, make: () => T): T {
  if (!made.has(name)) made.set(name, make())
  return made.get(name) as T
}

/** «22 нояб.», and with the year when it is not this one. */
export function formatDay(time: string | number, language: Language, now = Date.now()): string {
  const at = new Date(time)
  const thisYear = at.getFullYear() === new Date(now).getFullYear()
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) }
  return kept(`day ${language} ${thisYear}`, () => new Intl.DateTimeFormat(tags[language], options)).format(at)
}

/** To the second, for people who look for one moment. */
export function formatMoment(time: string | number, language: Language, now = Date.now()): string {
  const clock = kept(`clock ${language}`, () => new Intl.DateTimeFormat(tags[language], { timeStyle: 'medium' }))
  return `${formatDay(time, language, now)}, ${clock.format(new Date(time))}`
}

/** To the millisecond for today; of another day the day and the minute, of another year the day alone. */
export function formatClock(time: string | number, language: Language, now = Date.now()): string {
  const [at, today] = [new Date(time), new Date(now)]
  if (at.getFullYear() !== today.getFullYear()) return formatDay(time, language, now)
  const short = { hour: '2-digit', minute: '2-digit' } as const
  if (at.getMonth() !== today.getMonth() || at.getDate() !== today.getDate()) {
    const clock = kept(`minute ${language}`, () => new Intl.DateTimeFormat(tags[language], short))
    return `${formatDay(time, language, now)}, ${clock.format(at)}`
  }
  const options = { ...short, second: '2-digit', fractionalSecondDigits: 3 } as const
  return kept(`ms ${language}`, () => new Intl.DateTimeFormat(tags[language], options)).format(at)
}

/** «5 мин. назад»; older than a week is a date. */
export function formatAgo(time: string | number, language: Language, now = Date.now()): string {
  const passed = now - new Date(time).getTime()
  if (passed < minute) return sayIn(language, justNow)
  if (passed >= 7 * day) return formatDay(time, language, now)
  const relative = kept(
    `ago ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }),
  )
  if (passed < hour) return relative.format(-Math.floor(passed / minute), 'minute')
  if (passed < day) return relative.format(-Math.floor(passed / hour), 'hour')
  return relative.format(-Math.floor(passed / day), 'day')
}

/** Major units; hundredths only where there are any. An unknown currency is written as its code. */
export function formatMoney(amount: number, currency: string, language: Language): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  const money = kept(`money ${language} ${currency} ${digits}`, () => {
    const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    return new Intl.NumberFormat(language, { ...options, minimumFractionDigits: digits, maximumFractionDigits: digits })
  })
  return money.format(amount)
}

export function formatNumber(value: number, language: Language): string {
  return kept(`number ${language}`, () => new Intl.NumberFormat(language)).format(value)
}

/** «+12 %», «−3 %» of a share: whole hundredths, and a minus as wide as a plus. */
export function formatGrowth(share: number, language: Language): string {
  const options = { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' } as const
  const growth = kept(`growth ${language}`, () => new Intl.NumberFormat(language, options))
  return growth.format(share).replace('-', '\u2212')
}

function formatsOf(language: Language) {
  return {
    day: (time: string | number) => formatDay(time, language),
    moment: (time: string | number) => formatMoment(time, language),
    clock: (time: string | number) => formatClock(time, language),
    ago: (time: string | number) => formatAgo(time, language),
    money: (amount: number, currency: string) => formatMoney(amount, currency, language),
    number: (value: number) => formatNumber(value, language),
    growth: (share: number) => formatGrowth(share, language),
  }
}

const formats = { ru: formatsOf('ru'), en: formatsOf('en') }

/** How times, money and numbers are written in the chosen language; the same object as long as it is the same one. */
export function useFormat() {
  return formats[useLanguage()]
}

/** Two letters for an avatar, from whole characters. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = (word: string | undefined) => [...new Intl.Segmenter().segment(word ?? '')][0]?.segment ?? ''
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toLocaleUpperCase()
}

export const roleTexts: Readonly<Record<Role, Text>> = {
  student: { ru: 'Ученик', en: 'Student' },
  teacher: { ru: 'Преподаватель', en: 'Teacher' },
  manager: { ru: 'Менеджер', en: 'Manager' },
  admin: { ru: 'Администратор', en: 'Administrator' },
  owner: { ru: 'Владелец', en: 'Owner' },
}
