import { spellings } from '#contract/spellings.ts'
import { useOffered } from '../lib/offers.ts'
import { preferences } from '../lib/preferences.ts'
import { navigate } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { useMay } from '../lib/session.ts'
import type { IconName } from '../ui/icon.tsx'
import { accountItems } from './account-items.ts'
import { appTexts } from './app-texts.ts'
import { useOpenSections } from './sidebar.tsx'

/** One line of the palette. */
export type Entry = { id: string; label: string; hint: string; icon: IconName; run: () => void }
export type EntryGroup = { title: string; entries: readonly Entry[] }

/** Commands whose words begin with what was typed, in any keyboard layout; all of them for an empty query. */
export function useCommands(query: string, onKeys: () => void): EntryGroup[] {
  const say = useSay()
  const { title, offers } = useOffered()
  const here = offers.map(({ label, icon, run }) => ({ id: `here ${label}`, label, hint: title, icon, run }))
  const groups = [
    { title: say(appTexts.withRecord), entries: here },
    { title: say(appTexts.goTo), entries: useLeaps() },
    { title: say(appTexts.doIt), entries: [...useCreations(), ...useLooks(onKeys)] },
  ]
  return groups.map((group) => ({ ...group, entries: group.entries.filter(({ label }) => fits(label, query)) }))
}

function fits(label: string, query: string): boolean {
  const words = label.toLocaleLowerCase().split(/\s+/)
  return spellings(query).some((spelling) =>
    spelling.split(/\s+/).every((part) => words.some((word) => word.startsWith(part))),
  )
}

function useLeaps(): Entry[] {
  const say = useSay()
  return useOpenSections().map(({ path, title, icon, key }) => ({
    id: path,
    label: say(title),
    hint: `G ${key.replace('Key', '')}`,
    icon,
    run: () => navigate(path),
  }))
}

function useCreations(): Entry[] {
  const say = useSay()
  const [mayAdd, mayTeach] = [useMay('users.list'), useMay('courses.create')]
  const make = (label: string, to: string): Entry => ({
    ...{ id: to, label, hint: '', icon: 'plus', run: () => navigate(to) },
  })
  return [
    ...(mayAdd ? [make(say(appTexts.newUser), '/users?new=1')] : []),
    ...(mayTeach ? [make(say(appTexts.newCourse), '/courses?new=1')] : []),
  ]
}

const themeIcons = { light: 'sun', dark: 'moon', system: 'monitor' } as const

function useLooks(onKeys: () => void): Entry[] {
  const say = useSay()
  const names = { light: appTexts.themeLight, dark: appTexts.themeDark, system: appTexts.themeSystem }
  const themes = (['light', 'dark', 'system'] as const).map((theme) => ({
    id: `theme ${theme}`,
    label: say(names[theme]),
    hint: '',
    icon: themeIcons[theme],
    run: () => preferences.set({ theme }),
  }))
  const other = preferences.now().language === 'ru' ? 'en' : 'ru'
  const language = { id: 'language', label: say(appTexts.otherLanguage), hint: '', icon: 'globe' as const }
  const account = accountItems(say, { onKeys }).filter(({ icon }) => icon !== 'settings')
  return [
    ...themes,
    { ...language, run: () => preferences.set({ language: other }) },
    ...account.map(({ label, icon = 'user', hint = '', run }) => ({ id: label, label, hint, icon, run })),
  ]
}
