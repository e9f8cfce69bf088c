/** Parts of one page; which one is shown stands in the address. */
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
  return (
    <nav aria-label={label} className="flex h-9 flex-none gap-5 overflow-x-auto border-b border-line px-5">
      {tabs.map(({ name, title, count }) => (
        <button
          key={name}
          type="button"
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
