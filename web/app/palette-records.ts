import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SearchAnswer, SearchGroup, SearchHit } from '#contract/http/search.ts'
import { call, queryOf } from '../lib/api.ts'
import { eventText } from '../lib/event-texts.ts'
import { navigate } from '../lib/router.tsx'
import { type Say, type Text, useSay } from '../lib/say.ts'
import type { IconName } from '../ui/icon.tsx'
import { appTexts } from './app-texts.ts'
import type { EntryGroup } from './palette-commands.ts'

type Kind = SearchGroup['kind']
type KindOfRecord = { title: Text; icon: IconName; to: (hit: SearchHit) => string; all?: string }

const kinds: Readonly<Record<Kind, KindOfRecord>> = {
  user: { title: appTexts.users, icon: 'user', to: ({ id }) => `/users/${id}`, all: '/users' },
  course: { title: appTexts.courses, icon: 'courses', to: ({ id }) => `/courses/${id}`, all: '/courses' },
  event: { title: appTexts.events, icon: 'events', to: ({ id }) => `/events?seq=${id}` },
  audit: { title: appTexts.audit, icon: 'audit', to: ({ id }) => `/audit?peek=${id}` },
  message: { title: appTexts.messages, icon: 'messages', to: ({ id }) => `/messages?peek=${id}` },
}
const quietMs = 80
const perKind = 5

/** What the words find, kind by kind; `waiting` while the answer shown is not yet the one to these very words. */
export function useRecords(query: string): { groups: EntryGroup[]; waiting: boolean } {
  const say = useSay()
  const typed = query.trim()
  const asked = useQuiet(typed)
  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['search', asked],
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call<SearchAnswer>('GET', `/search${queryOf({ q: asked, limit: perKind })}`, { signal })).body,
  })
  if (typed.length < 2) return { groups: [], waiting: false }
  const groups = (data?.groups ?? []).map((group) => entriesOf(say, group, typed))
  return { groups, waiting: typed !== asked || (isFetching && (isPlaceholderData || !data)) }
}

/** The value once nobody has typed for a moment. */
function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), quietMs)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}

function entriesOf(say: Say, { kind, hits }: SearchGroup, typed: string): EntryGroup {
  const { title, icon, to, all } = kinds[kind]
  const named = (hit: SearchHit) => (kind === 'event' || kind === 'audit' ? say(eventText(hit.title)) : hit.title)
  const entries = hits.map((hit) => ({
    id: `${kind} ${hit.id}`,
    label: named(hit),
    hint: hit.detail,
    icon,
    run: () => navigate(to(hit)),
  }))
  if (!all || hits.length < perKind) return { title: say(title), entries }
  const more = { id: `${kind} all`, label: say(appTexts.allFound), hint: say(title), icon: 'search' as const }
  return {
    title: say(title),
    entries: [...entries, { ...more, run: () => navigate(`${all}${queryOf({ q: typed })}`) }],
  }
}
