import { type ComponentType, lazy } from 'react'
import type { Right } from '#contract/rights.ts'
import type { Text } from '../lib/say.ts'
import type { IconName } from '../ui/icon.tsx'
import { appTexts } from './app-texts.ts'

type Screen = ComponentType<{ id: number }>
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

const overview = lazy(() => import('../features/overview/overview-page.tsx'))
const users = lazy(() => import('../features/users/users-page.tsx'))
const user = lazy(() => import('../features/users/user-page.tsx'))
const courses = lazy(() => import('../features/courses/courses-page.tsx'))
const course = lazy(() => import('../features/courses/course-page.tsx'))
const events = lazy(() => import('../features/events/events-page.tsx'))
const audit = lazy(() => import('../features/audit/audit-page.tsx'))
const messages = lazy(() => import('../features/messages/messages-page.tsx'))
const settings = lazy(() => import('../features/settings/settings-page.tsx'))

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
