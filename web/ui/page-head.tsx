import type { ReactNode } from 'react'

/** 52 px at the top of every page: where one is, how much there is, what one can do. */
export function PageHead({
  title,
  count,
  children,
}: {
  title: ReactNode
  count?: string | undefined
  children?: ReactNode
}) {
  return (
    <header className="flex h-13 flex-none items-center gap-3 border-b border-line px-5 max-md:px-4">
      <h1 className="min-w-0 truncate text-lg font-semibold">{title}</h1>
      {count !== undefined && <span className="text-md tabular-nums text-muted">{count}</span>}
      <div className="ml-auto flex flex-none items-center gap-2">{children}</div>
    </header>
  )
}
