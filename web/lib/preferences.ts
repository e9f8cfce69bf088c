import type { Language } from './say.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'compact' | 'normal' | 'roomy'
export type Preferences = { language: Language; theme: Theme; density: Density; narrow: boolean }

const place = 'crm.preferences'
const listeners = new Set<() => void>()
const usual = (): Preferences => ({
  language: globalThis.navigator?.language?.startsWith('ru') === false ? 'en' : 'ru',
  theme: 'system',
  density: 'normal',
  // a list needs what a tablet has
  narrow: globalThis.matchMedia?.('(max-width: 1023px)').matches ?? false,
})

let current: Preferences = { ...usual(), ...readKept() }

/** What this browser remembers; the inline script of index.html reads the same place before the first paint. */
export const preferences = {
  now: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** For a browser that speaks neither of our languages, as long as nobody has chosen one. */
  offerLanguage(language: Language) {
    const spoken = navigator.languages.some((name) => /^(ru|en)\b/.test(name))
    if (spoken || readKept().language || current.language === language) return
    current = { ...current, language }
    show()
    for (const listener of listeners) listener()
  },
  set(change: Partial<Preferences>) {
    current = { ...current, ...change }
    try {
      localStorage.setItem(place, JSON.stringify(current))
    } catch {
      // A browser that keeps nothing still works, for as long as the page is open.
    }
    show()
    for (const listener of listeners) listener()
  },
}

function readKept(): Partial<Preferences> {
  if (!('document' in globalThis)) return {}
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

function show(): void {
  const root = document.documentElement
  root.dataset['theme'] = isDark() ? 'dark' : 'light'
  root.lang = current.language
}

function isDark(): boolean {
  return current.theme === 'dark' || (current.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** Follows the system's theme and other tabs' changes. */
export function watchPreferences(): void {
  show()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show)
  addEventListener('storage', ({ key }) => key === place && preferences.set(readKept()))
}
