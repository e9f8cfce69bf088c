import { type AnchorHTMLAttributes, useSyncExternalStore } from 'react'

/** The application lives below this path; places inside it are written without it. */
const base = '/app'
const listeners = new Set<() => void>()
const guards = new Set<() => boolean>()
let leaving = false

/** Where we are: `/users?status=active`. */
export function here(): string {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname
  return (path || '/') + location.search
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

addEventListener('popstate', tell)

/** `replace`: the address changes without a new entry for the Back button. */
export function navigate(to: string, { replace = false } = {}): void {
  const samePage = to.split('?')[0] === here().split('?')[0]
  if (!samePage && [...guards].some((mayLeave) => !mayLeave())) return
  if (to === here()) return
  history[replace ? 'replaceState' : 'pushState'](replace ? history.state : null, '', base + to)
  if (!samePage) scrollTo(0, 0)
  tell()
}

/** Keeps a small fact with this entry of the history: Back brings it again. */
export function keepHere(name: string, value: unknown): void {
  history.replaceState({ ...(history.state as object | null), [name]: value }, '')
}

export function keptHere<T>(name: string): T | undefined {
  return (history.state as Record<string, T> | null)?.[name]
}

/** Asked before another page is shown; false stays. Returns how to stop asking. */
export function guardLeaving(mayLeave: () => boolean): () => void {
  const warn = (event: BeforeUnloadEvent) => !leaving && event.preventDefault()
  guards.add(mayLeave)
  addEventListener('beforeunload', warn)
  return () => {
    guards.delete(mayLeave)
    removeEventListener('beforeunload', warn)
  }
}

/** Begins this page anew without asking anybody. */
export function loadAgain(): void {
  leaving = true
  location.reload()
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => here().split('?')[0] ?? '/')
}

export function useQueryString(): string {
  return useSyncExternalStore(subscribe, () => location.search)
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }

/** A real link: the middle button, Ctrl and "copy address" work as everywhere. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  return (
    <a
      href={base + to}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        navigate(to)
      }}
      {...rest}
    />
  )
}
