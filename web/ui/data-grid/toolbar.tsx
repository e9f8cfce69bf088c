import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKeys } from '../../lib/keys.ts'
import { type Density, preferences } from '../../lib/preferences.ts'
import { useSay } from '../../lib/say.ts'
import { usePreferences } from '../../lib/use-preferences.ts'
import { inputLook } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu } from '../menu.tsx'
import { uiTexts } from '../ui-texts.ts'
import type { Column } from './columns.ts'
import type { ListState } from './list-address.ts'
import type { ChangeList } from './list-state.ts'

/** A field to filter by, its values, and how many rows each would leave (unknown until it was counted). */
export type FilterChoice = {
  readonly name: string
  readonly title: string
  readonly values: readonly { value: string; label: string; count?: number | undefined }[]
}

type ToolbarProps = {
  state: ListState
  change: ChangeList
  placeholder?: string
  filters: readonly FilterChoice[]
  columns: readonly Column<never>[]
  children?: ReactNode
}

const quiet = 'inline-flex h-8 flex-none items-center gap-1.5 rounded-md px-2.5 font-medium'

export function Toolbar({ state, change, placeholder, filters, columns, children }: ToolbarProps) {
  const say = useSay()
  return (
    <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      {placeholder && <SearchBox state={state} change={change} placeholder={placeholder} />}
      {filters.length > 0 && (
        <Menu
          label={say(uiTexts.filter)}
          className={`${quiet} border border-line-strong hover:bg-hover`}
          items={filters.flatMap(({ name, title, values }) =>
            values.map(({ value, label, count }) => ({
              label: `${title}: ${label}`,
              checked: state.filters[name] === value,
              ...(count !== undefined && { hint: count.toLocaleString(preferences.now().language) }),
              run: () => change({ filters: { ...state.filters, [name]: value }, peek: 0 }, 'step'),
            })),
          )}
        >
          <Icon name="filter" />
          {say(uiTexts.filter)}
        </Menu>
      )}
      {filters.map((filter) => (
        <FilterChip key={filter.name} filter={filter} state={state} change={change} />
      ))}
      {children}
      <div className="ml-auto flex items-center max-md:hidden">
        <ColumnsMenu state={state} change={change} columns={columns} />
        <DensityMenu />
      </div>
    </div>
  )
}

/** Asks once typing pauses for 120 ms; the address follows without new steps for Back. */
function SearchBox({ state, change, placeholder }: Pick<ToolbarProps, 'state' | 'change'> & { placeholder: string }) {
  const [text, setText] = useState(state.q)
  const box = useRef<HTMLInputElement>(null)
  const sent = useRef(state.q)
  useKeys({ Slash: () => box.current?.focus() })
  useEffect(() => {
    // Back, a view or "remove filters" changed the question from outside.
    if (state.q === sent.current) return
    sent.current = state.q
    setText(state.q)
  }, [state.q])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      change({ q: text, peek: 0 })
    }, 120)
    return () => clearTimeout(timer)
  }, [text, change])
  return (
    <div className="relative min-w-0 max-w-72 flex-1 basis-40">
      <Icon name="search" className="pointer-events-none absolute left-2.5 top-2 text-muted" />
      <input
        ref={box}
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        className={`h-8 pl-8! ${inputLook}`}
      />
    </div>
  )
}

function FilterChip({ filter, state, change }: { filter: FilterChoice; state: ListState; change: ChangeList }) {
  const say = useSay()
  const value = state.filters[filter.name]
  if (value === undefined) return null
  const label = filter.values.find((one) => one.value === value)?.label ?? value
  const { [filter.name]: _, ...others } = state.filters
  const name = `${filter.title}: ${label}`
  return (
    <button
      type="button"
      title={say(uiTexts.removeFilter, { name })}
      aria-label={say(uiTexts.removeFilter, { name })}
      onClick={() => change({ filters: others, peek: 0 }, 'step')}
      className={`${quiet} bg-selected hover:bg-hover`}
    >
      <span className="text-muted">{filter.title}:</span> {label}
      <Icon name="close" size={14} className="text-muted" />
    </button>
  )
}

function ColumnsMenu({ state, change, columns }: Pick<ToolbarProps, 'state' | 'change' | 'columns'>) {
  const say = useSay()
  const all = columns.slice(1).map(({ id }) => id)
  const shown = state.columns ?? all
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]
    change({ columns: next.join() === all.join() ? null : next })
  }
  return (
    <Menu
      stays
      label={say(uiTexts.columns)}
      className={`${quiet} text-muted hover:bg-hover`}
      items={columns
        .slice(1)
        .map(({ id, title }) => ({ label: title, checked: shown.includes(id), run: () => toggle(id) }))}
    >
      <Icon name="columns" />
      {say(uiTexts.columns)}
    </Menu>
  )
}

function DensityMenu() {
  const say = useSay()
  const { density } = usePreferences()
  const names: readonly Density[] = ['compact', 'normal', 'roomy']
  return (
    <Menu
      label={say(uiTexts.density)}
      className={`${quiet} text-muted hover:bg-hover`}
      items={names.map((name) => ({
        label: say(uiTexts[name]),
        checked: name === density,
        run: () => preferences.set({ density: name }),
      }))}
    >
      <Icon name="rows" />
    </Menu>
  )
}
