import { Link, navigate, usePath } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { accountItems } from './account-items.ts'
import { appTexts } from './app-texts.ts'
import { useOpenSections } from './sidebar.tsx'

const tab = 'grid h-14 min-w-0 flex-1 place-items-center content-center gap-0.5 px-0.5 text-[10px] leading-3'

/** On a phone the sections lie within reach of the thumb; what does not fit stands in the menu. */
export function PhoneBar({ onCommands }: { onCommands: () => void }) {
  const say = useSay()
  const path = usePath()
  const open = useOpenSections()
  const rest = open.slice(4).map(({ title, icon, path }) => ({ label: say(title), icon, run: () => navigate(path) }))
  const commands = { label: say(appTexts.searchOrCommand), icon: 'search' as const, run: onCommands }
  const account = accountItems(say, { onKeys: () => {} }).filter(({ icon }) => icon === 'signOut')
  return (
    <nav
      aria-label={say(appTexts.sections)}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {open.slice(0, 4).map(({ path: to, title, icon }) => (
        <Link
          key={to}
          to={to}
          aria-current={path.startsWith(to) ? 'page' : undefined}
          className={`${tab} ${path.startsWith(to) ? 'text-accent-text' : 'text-muted'}`}
        >
          <Icon name={icon} size={20} />
          <span className="max-w-full truncate">{say(title)}</span>
        </Link>
      ))}
      <Menu label={say(appTexts.sections)} items={[...rest, commands, ...account]} className={`${tab} text-muted`}>
        <Icon name="menu" size={20} />
        <span className="max-w-full truncate">{say(appTexts.sections)}</span>
      </Menu>
    </nav>
  )
}
