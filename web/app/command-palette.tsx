import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import type { UserAnswer } from '#contract/http/users.ts'
import { call, queryOf } from '../lib/api.ts'
import { preferences } from '../lib/preferences.ts'
import { navigate } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { useMay } from '../lib/session.ts'
import { spellings } from '../lib/spellings.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { accountItems } from './account-items.ts'
import { appTexts } from './app-texts.ts'
import { useOpenSections } from './sidebar.tsx'

type Entry = { id: string; label: string; hint: string; icon: IconName; run: () => void }
type Props = { onClose: () => void; onKeys: () => void }

/** One box: records, sections, commands. The wrong keyboard layout and Latin spelling are forgiven. */
export function CommandPalette({ onClose, onKeys }: Props) {
  const say = useSay()
  const id = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const commands = useCommands(onKeys)
  const found = useRecords(useDeferredValue(query.trim()))
  const shown = [...found, ...commands.filter(({ label }) => fits(label, query))]
  const active = Math.min(chosen, shown.length - 1)
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(shown[active])
    if (!step) return
    event.preventDefault()
    setChosen((active + step + shown.length) % Math.max(1, shown.length))
  }
  return (
    <Dialog title={say(appTexts.commands)} place="top" bare onClose={onClose}>
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="text-muted" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
          aria-label={say(appTexts.searchOrCommand)}
          placeholder={say(appTexts.searchHint)}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setChosen(0)
          }}
          onKeyDown={move}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-dim"
        />
        <kbd>Esc</kbd>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={say(appTexts.commands)}
        className="max-h-[50vh] overflow-auto p-1.5"
      >
        {shown.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the text box, which names the active option
          <div
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={index === active ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => run(entry)}
            className={`flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 ${index === active ? 'bg-selected' : 'hover:bg-hover'}`}
          >
            <Icon name={entry.icon} className="text-muted" />
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            <span className="max-w-[45%] truncate text-sm text-muted">{entry.hint}</span>
          </div>
        ))}
        {shown.length === 0 && <p className="p-4 text-center text-muted">{say(appTexts.noCommands)}</p>}
      </div>
    </Dialog>
  )
}

function fits(label: string, query: string): boolean {
  const words = label.toLocaleLowerCase().split(/\s+/)
  return spellings(query).some((spelling) =>
    spelling.split(/\s+/).every((part) => words.some((word) => word.startsWith(part))),
  )
}

function useCommands(onKeys: () => void): Entry[] {
  const say = useSay()
  const [mayAdd, mayTeach] = [useMay('users.list'), useMay('courses.create')]
  const goTo = useOpenSections().map(({ path, title, icon }) => ({
    id: path,
    label: say(title),
    hint: say(appTexts.goTo),
    icon,
    run: () => navigate(path),
  }))
  const hint = say(appTexts.doIt)
  const create: Entry[] = [
    ...(mayAdd
      ? [
          {
            id: 'new user',
            label: say(appTexts.newUser),
            hint,
            icon: 'plus' as const,
            run: () => navigate('/users?new=1'),
          },
        ]
      : []),
    ...(mayTeach
      ? [
          {
            id: 'new course',
            label: say(appTexts.newCourse),
            hint,
            icon: 'plus' as const,
            run: () => navigate('/courses?new=1'),
          },
        ]
      : []),
  ]
  const themes = (['light', 'dark', 'system'] as const).map((theme) => ({
    id: `theme ${theme}`,
    label: say({ light: appTexts.themeLight, dark: appTexts.themeDark, system: appTexts.themeSystem }[theme]),
    hint,
    icon: ({ light: 'sun', dark: 'moon', system: 'monitor' } as const)[theme],
    run: () => preferences.set({ theme }),
  }))
  const language: Entry = {
    id: 'language',
    label: say(appTexts.otherLanguage),
    hint,
    icon: 'globe',
    run: () => preferences.set({ language: preferences.now().language === 'ru' ? 'en' : 'ru' }),
  }
  const account = accountItems(say, { onKeys })
    .filter(({ icon }) => icon !== 'settings')
    .map((item) => ({ id: item.label, label: item.label, hint, icon: item.icon ?? ('user' as const), run: item.run }))
  return [...goTo, ...create, ...themes, language, ...account]
}

/** The first spelling that finds something wins, record kind by record kind. */
function useRecords(query: string): Entry[] {
  const users = useMay('users.list')
  const { data } = useQuery({
    queryKey: ['search', query, users],
    enabled: query.length > 1,
    queryFn: async ({ signal }) => {
      const ask = async <Row,>(path: string, icon: IconName, show: (row: Row) => Omit<Entry, 'icon'>) => {
        for (const q of spellings(query)) {
          const { body } = await call<Row[]>('GET', `${path}${queryOf({ q, limit: 5, cursor: '' })}`, { signal })
          if (body.length > 0) return body.map((row) => ({ ...show(row), icon }))
        }
        return []
      }
      const people = users
        ? ask<UserAnswer>('/users', 'user', ({ id, name, email }) => ({
            id: `user ${id}`,
            label: name,
            hint: email,
            run: () => navigate(`/users/${id}`),
          }))
        : []
      const courses = ask<CourseAnswer>('/courses', 'courses', ({ id, title }) => ({
        id: `course ${id}`,
        label: title,
        hint: '',
        run: () => navigate(`/courses/${id}`),
      }))
      return (await Promise.all([people, courses])).flat()
    },
  })
  return query.length > 1 ? (data ?? []) : []
}
