import type { ReactNode } from 'react'
import { Link } from '../lib/router.tsx'
import { type LogEvent, placeInLog, useStory } from '../lib/story.ts'

type HappenedProps = { topic: LogEvent['topic']; id: number; types: readonly string[]; children: ReactNode }

/** A fact that leads to the latest event that made it so; plain for whoever may not read the log. */
export function Happened({ topic, id, types, children }: HappenedProps) {
  const { data } = useStory(topic, id)
  const event = data?.find(({ type }) => types.includes(type))
  if (!event) return children
  return (
    <Link
      to={placeInLog(event)}
      className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current"
    >
      {children}
    </Link>
  )
}
