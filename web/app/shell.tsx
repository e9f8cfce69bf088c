import { useEffect, useState } from 'react'
import { roleTexts } from '../lib/format.ts'
import { useKeys } from '../lib/keys.ts'
import { followLive } from '../lib/live.ts'
import { useLiveRefresh } from '../lib/live-refresh.ts'
import { here, Link, navigate, usePath } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { useMay, useMe, useSchoolName } from '../lib/session.ts'
import { useSessionOver } from '../lib/session-over.ts'
import { undoLatest } from '../lib/toasts.ts'
import { Empty } from '../ui/states.tsx'
import { appTexts } from './app-texts.ts'
import { CommandPalette } from './command-palette.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { KeyMap } from './key-map.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { findScreen, type Section } from './routes.tsx'
import { Sidebar, useOpenSections } from './sidebar.tsx'
import { UndoConflictDialog } from './undo-conflict-dialog.tsx'

export const ahead = findScreen(here().split('?')[0] ?? '')?.screen.ahead()

/** The frame around every page of somebody who is signed in. */
export default function Shell() {
  const say = useSay()
  const [overlay, setOverlay] = useState<'commands' | 'keys' | null>(null)
  const open = useOpenSections()
  const leaps = Object.fromEntries(open.map(({ key, path }) => [`KeyG ${key}`, () => navigate(path)]))
  const over = useSessionOver()
  useEffect(() => (over ? undefined : followLive()), [over])
  useLiveRefresh()
  useKeys({
    ...leaps,
    'Mod+KeyK': () => setOverlay('commands'),
    'Shift+Slash': () => setOverlay('keys'),
    'Mod+KeyZ': () => undoLatest(),
  })
  return (
    <div className="flex h-full">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-3">
        {say(appTexts.skip)}
      </a>
      <Sidebar onCommands={() => setOverlay('commands')} onKeys={() => setOverlay('keys')} />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-w-0 flex-1 flex-col overflow-hidden bg-panel outline-none max-md:pb-14"
      >
        <Page />
      </main>
      <PhoneBar onCommands={() => setOverlay('commands')} />
      {overlay === 'commands' && <CommandPalette onClose={() => setOverlay(null)} onKeys={() => setOverlay('keys')} />}
      <UndoConflictDialog />
      {overlay === 'keys' && <KeyMap onClose={() => setOverlay(null)} />}
    </div>
  )
}

function Page() {
  const say = useSay()
  const path = usePath()
  const open = useOpenSections()
  const found = findScreen(path)
  const title = found?.section.title
  const school = useSchoolName()
  useEffect(() => {
    document.title = title ? `${say(title)} · ${school}` : school
  }, [title, say, school])
  useEffect(() => {
    if (path === '/start') navigate(open[0]?.path ?? '/settings', { replace: true })
  }, [path, open])
  if (path === '/start') return null
  if (!found) return <NotFound />
  return (
    <ErrorBoundary place={path}>
      <Allowed section={found.section}>
        <found.screen key={found.id} id={found.id} />
      </Allowed>
    </ErrorBoundary>
  )
}

function Allowed({ section, children }: { section: Section; children: React.ReactNode }) {
  const say = useSay()
  const { role } = useMe()
  const may = useMay(section.right ?? 'service.use')
  if (may) return children
  const hint = say(appTexts.forbiddenHint, { role: say(roleTexts[role]) })
  return <Empty icon="lock" title={say(appTexts.forbidden)} hint={hint} action={<ToStart />} />
}

export function NotFound() {
  const say = useSay()
  return <Empty icon="search" title={say(appTexts.notFound)} hint={say(appTexts.notFoundHint)} action={<ToStart />} />
}

function ToStart() {
  const say = useSay()
  return (
    <Link to="/start" className="font-medium text-accent-text underline underline-offset-2">
      {say(appTexts.home)}
    </Link>
  )
}
