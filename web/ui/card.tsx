import type { ReactNode } from 'react'

/** A titled box on a record page or a dashboard. */
export function Card({
  title,
  aside,
  children,
  className = '',
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={`min-w-0 rounded-xl border border-line bg-panel p-4 ${className}`}>
      <header className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="text-md font-semibold">{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
