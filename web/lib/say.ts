import { useSyncExternalStore } from 'react'
import { preferences } from './preferences.ts'

export type Language = 'ru' | 'en'
/** Forms by `Intl.PluralRules`; the number is `{count}`. */
type Plural = { one: string; few?: string; many?: string; other: string }
/** One thing the application says, in both languages. */
export type Text = Readonly<Record<Language, string | Plural>>
export type Texts = Readonly<Record<string, Text>>
type Facts = Readonly<Record<string, string | number>>
export type Say = (text: Text, facts?: Facts) => string

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }

/** Fills `{name}` places; `count` also chooses the plural form and is written with thousands apart. */
export function sayIn(language: Language, text: Text, facts: Facts = {}): string {
  const form = text[language]
  const chosen = typeof form === 'string' ? form : pluralOf(language, form, Number(facts['count'] ?? 0))
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => written(language, facts[name]))
}

function pluralOf(language: Language, forms: Plural, count: number): string {
  return forms[rules[language].select(count) as keyof Plural] ?? forms.other
}

const numbers = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') }

function written(language: Language, fact: string | number | undefined): string {
  return typeof fact === 'number' ? numbers[language].format(fact) : (fact ?? '')
}

export function useLanguage(): Language {
  return useSyncExternalStore(preferences.subscribe, () => preferences.now().language)
}

const sayers: Readonly<Record<Language, Say>> = {
  ru: (text, facts) => sayIn('ru', text, facts),
  en: (text, facts) => sayIn('en', text, facts),
}

/** What the application says, in the chosen language; the screen follows a change of language at once. */
export function useSay(): Say {
  return sayers[useLanguage()]
}

/** Outside a component: the language of this moment. */
export const sayNow: Say = (text, facts) => sayers[preferences.now().language](text, facts)
