import type { ReactNode } from 'react'
import { useFormat } from '../lib/format.ts'
import { Link } from '../lib/router.tsx'

export type Moment = { id: string; at: string; title: string; detail?: string; to?: string; mark: ReactNode }

/** What happened, newest first; each line leads to its event. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  const { ago, moment } = useFormat()
  return (
    <ol className="grid">
      {moments.map(({ id, at, title, detail, to, mark }) => (
        <li key={id} className="flex items-baseline gap-x-3 border-b border-line py-2 last:border-0">
          <span className="min-w-0 flex-1">
            {to ? (
              <Link to={to} className="rounded-sm hover:underline">
                {title}
              </Link>
            ) : (
              title
            )}
            {detail && <span className="block break-words text-sm text-muted">{detail}</span>}
          </span>
          {mark}
          <time
            dateTime={at}
            title={moment(at)}
            className="min-w-17 flex-none text-right text-sm tabular-nums text-muted"
          >
            {ago(at)}
          </time>
        </li>
      ))}
    </ol>
  )
}
