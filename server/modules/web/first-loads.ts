import { firstListAnswer, listPages } from '#contract/list-pages.ts'
import { figuresOf, periodOf } from '#contract/overview-page.ts'
import type { Actor } from '#platform/actor.ts'
import { reach } from '#platform/http/session-guard.ts'

/** The files of each part of the application: its own and what it imports, by the name of its source. */
export type Parts = ReadonlyMap<string, readonly string[]>

/** What a page at `address`, below /app, will load and ask for: links for its head, so that all of it comes at once. */
export function firstLoads(address: string, actor: Actor, parts: Parts, now: Date): string {
  const { pathname, searchParams } = new URL(address, 'http://localhost')
  const [, , section = '', id] = pathname.split('/')
  const answer = id || actor.userId === null ? null : answerOf(section, searchParams, actor, now)
  const files = new Set(sourcesOf(section, id, actor).flatMap((source) => parts.get(source) ?? []))
  return [
    ...(answer
      ? [`<link rel="preload" href="${answer.replaceAll('&', '&amp;')}" as="fetch" crossorigin="anonymous">`]
      : []),
    ...[...files].map((file) => `<link rel="modulepreload" crossorigin href="/app/${file}">`),
  ].join('')
}

function answerOf(section: string, query: URLSearchParams, actor: Actor, now: Date): string | null {
  if (section === 'overview')
    return reach(actor, 'statistics.read') === 'no' ? null : figuresOf(periodOf(query), now.getTime())
  if (!Object.hasOwn(listPages, section)) return null
  const list = section as keyof typeof listPages
  return reach(actor, listPages[list].right) === 'no' ? null : firstListAnswer(list, query)
}

function sourcesOf(section: string, id: string | undefined, actor: Actor): string[] {
  if (actor.userId === null) return ['features/sign-in/sign-in-page.tsx']
  const isStart = ['', 'start', 'login'].includes(section)
  if (isStart && reach(actor, 'statistics.read') === 'no') return ['app/shell.tsx']
  const name = isStart ? 'overview' : section
  const screen = id ? name.replace(/s$/, '') : name
  return ['app/shell.tsx', `features/${name}/${screen}-page.tsx`]
}
