import type { ComponentType } from 'react'
import type { Right } from '#contract/rights.ts'
import { part } from '../lib/part.tsx'
import type { Text } from '../lib/say.ts'
import type { IconName } from '../ui/icon.tsx'
import { SkeletonLines } from '../ui/states.tsx'
import { appTexts } from './app-texts.ts'

type Screen = ReturnType<typeof screen>
function screen(bring: () => Promise<{ default: ComponentType<{ id: number }> }>) {
  return part(bring, () => <SkeletonLines lines={6} />)
}

/** `right`: the row of the rights table without which the page is not shown. `key`: G, then this letter. */
export type Section = {
  path: string
  title: Text
  icon: IconName
  group: 'top' | 'school' | 'system'
  right?: Right
  key: string
  screen: Screen
  record?: Screen
}

const overview = screen(() => import('../features/overview/overview-page.tsx'))
const users = screen(() => import('../features/users/users-page.tsx'))
const user = screen(() => import('../features/users/user-page.tsx'))
const courses = screen(() => import('../features/courses/courses-page.tsx'))
const course = screen(() => import('../features/courses/course-page.tsx'))
const events = screen(() => import('../features/events/events-page.tsx'))
const audit = screen(() => import('../features/audit/audit-page.tsx'))
const messages = screen(() => import('../features/messages/messages-page.tsx'))
const settings = screen(() => import('../features/settings/settings-page.tsx'))

/** The table of contents: every page of the application, in the order of the sidebar. */
export const sections: readonly Section[] = [
  {
    path: '/overview',
    title: appTexts.overview,
    icon: 'overview',
    group: 'top',
    right: 'statistics.read',
    key: 'KeyO',
    screen: overview,
  },
  {
    path: '/users',
    title: appTexts.users,
    icon: 'users',
    group: 'school',
    right: 'users.list',
    key: 'KeyU',
    screen: users,
    record: user,
  },
  {
    path: '/courses',
    title: appTexts.courses,
    icon: 'courses',
    group: 'school',
    key: 'KeyC',
    screen: courses,
    record: course,
  },
  {
    path: '/events',
    title: appTexts.events,
    icon: 'events',
    group: 'system',
    right: 'events.read',
    key: 'KeyE',
    screen: events,
  },
  {
    path: '/audit',
    title: appTexts.audit,
    icon: 'audit',
    group: 'system',
    right: 'audit.read',
    key: 'KeyA',
    screen: audit,
  },
  {
    path: '/messages',
    title: appTexts.messages,
    icon: 'messages',
    group: 'system',
    right: 'messages.read',
    key: 'KeyM',
    screen: messages,
  },
  { path: '/settings', title: appTexts.settings, icon: 'settings', group: 'system', key: 'KeyS', screen: settings },
]

type Found = { section: Section; screen: Screen; id: number } | null

/** The page for a path; null: there is none. */
export function findScreen(path: string): Found {
  const [, first = '', second, ...rest] = path.split('/')
  const section = sections.find((candidate) => candidate.path === `/${first}`)
  if (!section || rest.length > 0) return null
  if (second === undefined || second === '') return { section, screen: section.screen, id: 0 }
  const id = /^[1-9]\d{0,15}$/.test(second) ? Number(second) : 0
  return section.record && id > 0 ? { section, screen: section.record, id } : null
}
