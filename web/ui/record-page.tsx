import type { ReactNode } from 'react'
import { Link } from '../lib/router.tsx'
import { Icon } from './icon.tsx'

type RecordPageProps = {
  back: { to: string; label: string }
  title: string
  mark?: ReactNode
  actions?: ReactNode
  facts: ReactNode
  middle: ReactNode
  aside?: ReactNode
}

/** One record whole: facts at the left, what happened in the middle, what belongs to it at the right. */
export function RecordPage({ back, title, mark, actions, facts, middle, aside }: RecordPageProps) {
  return (
    <>
      <header className="flex min-h-13 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-5 py-2 max-md:px-4">
        <Link
          to={back.to}
          aria-label={back.label}
          title={back.label}
          className="grid size-7 flex-none place-items-center rounded-md text-muted hover:bg-hover"
        >
          <Icon name="left" />
        </Link>
        {mark}
        <h1 className="min-w-0 flex-1 basis-40 truncate text-lg font-semibold">{title}</h1>
        <div className="flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      <div className="min-h-0 flex-1 overflow-auto bg-bg">
        <div
          className={`mx-auto grid max-w-[1240px] items-start gap-4 p-4 ${aside ? 'xl:grid-cols-[340px_minmax(0,1fr)_300px]' : ''} lg:grid-cols-[340px_minmax(0,1fr)]`}
        >
          {facts}
          {middle}
          {aside}
        </div>
      </div>
    </>
  )
}
