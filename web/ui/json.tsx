/** A value as people read JSON: indented, every kind of value in its colour, long texts broken. Always text, never markup. */
export function Json({ value, name }: { value: unknown; name?: string }) {
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="break-all pl-4 -indent-4">
        {name !== undefined && <span className="text-muted">{name}: </span>}
        <span className={toneOf(value)}>{JSON.stringify(value) ?? 'undefined'}</span>
      </div>
    )
  }
  const entries = Object.entries(value)
  const brackets = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  return (
    <div>
      <div>
        {name !== undefined && <span className="text-muted">{name}: </span>}
        <span className="text-dim">{brackets}</span>
      </div>
      <div className="border-l border-line pl-3">
        {entries.map(([key, item]) => (
          <Json key={key} name={key} value={item} />
        ))}
      </div>
    </div>
  )
}

function toneOf(value: unknown): string {
  if (typeof value === 'string') return 'text-good'
  return value === null ? 'text-dim' : 'text-accent-text'
}
