import { reachOf } from '#contract/rights.ts'
import { roleTexts } from '../lib/format.ts'
import { modKey } from '../lib/keys.ts'
import { preferences } from '../lib/preferences.ts'
import { Link, usePath } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { useMe, useSchoolName } from '../lib/session.ts'
import { usePreferences } from '../lib/use-preferences.ts'
import { IconButton } from '../ui/button.tsx'
import { Avatar } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { accountItems, nextTheme } from './account-items.ts'
import { appTexts } from './app-texts.ts'
import { type Section, sections } from './routes.tsx'

/** What this person may open: nothing else is shown. */
export function useOpenSections(): readonly Section[] {
  const { role } = useMe()
  return sections.filter(({ right }) => !right || reachOf(role, right) !== 'no')
}

type SidebarProps = { onCommands: () => void; onKeys: () => void }

export function Sidebar({ onCommands, onKeys }: SidebarProps) {
  const say = useSay()
  const { narrow } = usePreferences()
  const school = useSchoolName()
  const open = useOpenSections()
  const group = (name: Section['group']) => open.filter((section) => section.group === name)
  return (
    <div
      className={`flex flex-none flex-col gap-1 border-r border-line bg-bg px-2.5 py-3 max-md:hidden ${narrow ? 'w-14' : 'w-56'}`}
    >
      <div className="flex h-8 items-center gap-2.5 px-1.5">
        <img src={mark} alt="" width={24} height={24} className="flex-none" />
        {!narrow && (
          <span className="min-w-0 flex-1 truncate text-lg font-semibold" title={school}>
            {school}
          </span>
        )}
        {!narrow && (
          <IconButton
            icon="left"
            label={say(appTexts.narrow)}
            className="size-7"
            onClick={() => preferences.set({ narrow: true })}
          />
        )}
      </div>
      {narrow && (
        <IconButton icon="right" label={say(appTexts.wide)} onClick={() => preferences.set({ narrow: false })} />
      )}
      <button
        type="button"
        onClick={onCommands}
        aria-label={narrow ? say(appTexts.searchOrCommand) : undefined}
        className="my-2 flex h-8 items-center gap-2 rounded-md border border-line-strong bg-panel px-2 text-muted hover:bg-hover"
      >
        <Icon name="search" />
        {!narrow && <span className="min-w-0 flex-1 truncate text-left">{say(appTexts.searchOrCommand)}</span>}
        {!narrow && <kbd>{modKey} K</kbd>}
      </button>
      <nav aria-label={say(appTexts.sections)} className="grid gap-0.5 overflow-y-auto">
        {group('top').map((section) => (
          <NavLink key={section.path} section={section} narrow={narrow} />
        ))}
        {(['school', 'system'] as const).map((name) => (
          <div key={name} className="grid gap-0.5">
            {!narrow && <p className="px-2.5 pb-0.5 pt-3 text-sm text-muted">{say(appTexts[name])}</p>}
            {group(name).map((section) => (
              <NavLink key={section.path} section={section} narrow={narrow} />
            ))}
          </div>
        ))}
      </nav>
      <Foot narrow={narrow} onKeys={onKeys} />
    </div>
  )
}

const mark = new URL('../ui/mark.svg', import.meta.url).href

function NavLink({ section, narrow }: { section: Section; narrow: boolean }) {
  const say = useSay()
  const path = usePath()
  const here = path === section.path || path.startsWith(`${section.path}/`)
  return (
    <Link
      to={section.path}
      aria-current={here ? 'page' : undefined}
      aria-label={narrow ? say(section.title) : undefined}
      title={narrow ? say(section.title) : undefined}
      className={`flex h-8 items-center gap-2.5 rounded-md border px-2 font-medium ${here ? 'border-line bg-panel text-text' : 'border-transparent text-muted hover:bg-hover hover:text-text'}`}
    >
      <Icon name={section.icon} className={here ? 'text-accent-text' : ''} />
      {!narrow && <span className="truncate">{say(section.title)}</span>}
    </Link>
  )
}

function Foot({ narrow, onKeys }: { narrow: boolean; onKeys: () => void }) {
  const say = useSay()
  const me = useMe()
  const { theme, language } = usePreferences()
  return (
    <div className={`mt-auto flex items-center gap-1 ${narrow ? 'flex-col' : ''}`}>
      <Menu
        label={say(appTexts.account)}
        named={!narrow}
        items={accountItems(say, { onKeys })}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-md p-1 text-left hover:bg-hover"
      >
        <Avatar id={me.id} name={me.name} size={28} />
        {!narrow && (
          <span className="grid min-w-0">
            <span className="sr-only">{say(appTexts.account)}</span>
            <span className="truncate font-medium" title={me.name}>
              {me.name}
            </span>
            <span className="truncate text-xs text-muted">{say(roleTexts[me.role])}</span>
          </span>
        )}
      </Menu>
      <button
        type="button"
        lang={language === 'ru' ? 'en' : 'ru'}
        title={say(appTexts.otherLanguage)}
        onClick={() => preferences.set({ language: language === 'ru' ? 'en' : 'ru' })}
        className="size-8 rounded-md text-sm font-medium text-muted hover:bg-hover"
      >
        {language.toUpperCase()} <span className="sr-only">{say(appTexts.otherLanguage)}</span>
      </button>
      <IconButton
        icon={{ light: 'sun', dark: 'moon', system: 'monitor' }[theme] as 'sun'}
        label={say({ light: appTexts.themeLight, dark: appTexts.themeDark, system: appTexts.themeSystem }[theme])}
        onClick={() => preferences.set({ theme: nextTheme(theme) })}
      />
    </div>
  )
}
