import { useEffect, useRef } from 'react'

/** Parts of one page; which one is shown stands in the address, and is in sight however narrow the window is. */
export function Tabs<Name extends string>({
  label,
  tabs,
  now,
  onChoose,
}: {
  label: string
  tabs: readonly { name: Name; title: string; count?: string | undefined }[]
  now: Name
  onChoose: (name: Name) => void
}) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const chosen = bar.current?.querySelector(`[data-tab="${now}"]`)
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [now])
  return (
    <nav ref={bar} aria-label={label} className="flex h-9 flex-none gap-5 overflow-x-auto border-b border-line px-5">
      {tabs.map(({ name, title, count }) => (
        <button
          key={name}
          type="button"
          data-tab={name}
          aria-current={name === now ? 'page' : undefined}
          onClick={() => onChoose(name)}
          className={`flex flex-none items-center gap-1.5 border-b-2 font-medium ${name === now ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text'}`}
        >
          {title}
          {count !== undefined && <span className="font-normal text-muted">{count}</span>}
        </button>
      ))}
    </nav>
  )
}
