import { useEffect, useRef, useState } from 'react'
import type { SessionState } from '#contract/http/setup.ts'
import { part } from '../lib/part.tsx'
import { preferences } from '../lib/preferences.ts'
import { here, navigate, usePath } from '../lib/router.tsx'
import { refreshSession, useSession } from '../lib/session.ts'
import { useSessionOver } from '../lib/session-over.ts'
import { Failed } from '../ui/states.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { OfflineBanner } from './offline-banner.tsx'

const SignIn = part(() => import('../features/sign-in/sign-in-page.tsx'))
const Forgotten = part(() => import('../features/sign-in/forgotten-page.tsx'))
const NewPassword = part(() => import('../features/sign-in/new-password-page.tsx'))
const Setup = part(() => import('../features/setup/setup-page.tsx'))
const Shell = part(() => import('./shell.tsx'))

/** What the first page of somebody who is signed in is made of. */
export function loadAhead(): Promise<unknown> {
  return Promise.all([refreshSession().catch(() => {}), Shell.ahead()])
}

/** Set-up, sign-in or the application: which one is decided by the server's one answer about this visitor. */
export function App() {
  return (
    <ErrorBoundary>
      <OfflineBanner />
      <Gate />
      <Toaster />
    </ErrorBoundary>
  )
}

function Gate() {
  const path = usePath()
  const { data, error, refetch } = useSession()
  const language = data?.school.locale
  useEffect(() => {
    if (language) preferences.offerLanguage(language)
  }, [language])
  const goal = data && goalOf(path, data.user !== null, data.setup)
  useEffect(() => {
    if (goal) navigate(goal, { replace: true })
  }, [goal])
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data || goal) return null
  if (path === '/setup') return <Setup state={data} />
  if (path === '/new-password') return <NewPassword />
  if (path === '/forgotten') return <Forgotten state={data} />
  if (!data.user) return <SignIn state={data} />
  return (
    <>
      <Shell />
      <SessionDoor state={data} />
    </>
  )
}

/** Lies over the page, and over whatever is open on it, from the end of a session to the next sign-in. */
function SessionDoor({ state }: { state: SessionState }) {
  return useSessionOver() && <ClosedDoor state={state} />
}

function ClosedDoor({ state }: { state: SessionState }) {
  const ref = useRef<HTMLDialogElement>(null)
  const [titleBefore] = useState(() => document.title)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('input[type=password]')?.focus()
    return () => {
      dialog?.close()
      document.title = titleBefore
    }
  }, [titleBefore])
  return (
    <dialog
      ref={ref}
      data-door
      closedby="none"
      onCancel={(event) => event.preventDefault()}
      className="h-dvh w-screen bg-panel"
    >
      <SignIn state={state} />
    </dialog>
  )
}

/** Where this visitor belongs instead; null: here. Signing in leads back to where somebody wanted to go. */
function goalOf(path: string, signedIn: boolean, setup: string): string | null {
  const atDoor = path === '/login' || path === '/setup'
  // A link of a letter may meet a browser in which somebody is signed in.
  if (setup === 'done' && (path === '/new-password' || path === '/forgotten')) return null
  if (signedIn) return path === '/login' || path === '/' ? backFrom() : null
  if (setup !== 'done') return path === '/setup' ? null : '/setup'
  if (path === '/login') return null
  return path === '/' || atDoor ? '/login' : `/login?back=${encodeURIComponent(here())}`
}

/** Only a place of ours: an address from elsewhere must not lead out of the application. */
function backFrom(): string {
  const back = new URLSearchParams(location.search).get('back') ?? ''
  return /^\/(?!\/)/.test(back) ? back : '/start'
}
