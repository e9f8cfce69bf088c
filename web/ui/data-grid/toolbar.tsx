import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useKeys } from '../../lib/keys.ts'
import { type Density, preferences } from '../../lib/preferences.ts'
import { useSay } from '../../lib/say.ts'
import { usePreferences } from '../../lib/use-preferences.ts'
import { IconButton } from '../button.tsx'
import { inputLook, SelectField } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu } from '../menu.tsx'
import { uiTexts } from '../ui-texts.ts'
import type { Column } from './columns.ts'
import { ColumnsPanel } from './columns-panel.tsx'
import type { Facets } from './facets.ts'
import type { FilterField } from './filter-field.ts'
import { Filters } from './filters.tsx'
import { gridTexts } from './grid-texts.ts'
import type { ListState } from './list-address.ts'
import type { ChangeList } from './list-state.ts'

type ToolbarProps = {
  state: ListState
  change: ChangeList
  placeholder?: string
  filters: readonly FilterField[]
  facets: Facets | undefined
  columns: readonly Column<never>[]
  /** Given where rows can be chosen: whether a tap on a phone does so. */
  choosing?: boolean
  onChoosing?: (choosing: boolean) => void
  children?: ReactNode
}

const quiet = 'inline-flex h-8 flex-none items-center gap-1.5 rounded-md px-2.5 font-medium'

export function Toolbar(props: ToolbarProps) {
  const { state, change, placeholder, filters, facets, columns, choosing = false, onChoosing, children } = props
  const say = useSay()
  return (
    <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      {placeholder && <SearchBox state={state} change={change} placeholder={placeholder} />}
      {filters.length > 0 && (
        <Filters
          fields={filters}
          where={state.where}
          facets={facets}
          onWhere={(where) => change({ where, peek: 0 }, 'step')}
          order={<SortChoice columns={columns} sort={state.sort} onSort={(sort) => change({ sort })} />}
        />
      )}
      {onChoosing && (
        <IconButton
          icon="check"
          label={say(gridTexts.chooseRows)}
          aria-pressed={choosing}
          onClick={() => onChoosing(!choosing)}
          className="border border-line-strong aria-pressed:bg-selected md:hidden"
        />
      )}
      <div className="ml-auto flex items-center max-md:hidden">
        {state.look === '' && (
          <>
            <ColumnsPanel columns={columns} chosen={state.columns} onColumns={(next) => change({ columns: next })} />
            <DensityMenu />
          </>
        )}
        {children}
      </div>
    </div>
  )
}

type SortProps = { columns: readonly Column<never>[]; sort: string; onSort: (sort: string) => void }

/** A phone shows no heads of columns that could be pressed. */
function SortChoice({ columns, sort, onSort }: SortProps) {
  const say = useSay()
  const choices = columns.flatMap(({ title, sort: field }) =>
    field === undefined
      ? []
      : [
          { value: field, label: say(gridTexts.upwards, { name: title }) },
          { value: `-${field}`, label: say(gridTexts.downwards, { name: title }) },
        ],
  )
  return (
    <div className="px-2 md:hidden">
      <SelectField
        label={say(gridTexts.order)}
        value={sort}
        choices={choices}
        onChange={(event) => onSort(event.target.value)}
      />
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
  const ask = useCallback(
    (q: string) => {
      if (q === sent.current) return
      sent.current = q
      change({ q, peek: 0 })
    },
    [change],
  )
  useEffect(() => {
    const timer = setTimeout(ask, 120, text)
    return () => clearTimeout(timer)
  }, [text, ask])
  const leave = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!leavesForList(event)) return
    ask(text)
    // where nothing was found there is no list to go to
    if (event.key === 'Escape' || document.querySelector('[role=grid]')) event.currentTarget.blur()
  }
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
        onKeyDown={leave}
        className={`peer h-8 pl-8! md:pr-8! ${inputLook}`}
      />
      {text === '' && (
        <kbd className="pointer-events-none absolute right-2 top-[7px] peer-focus:hidden max-md:hidden">/</kbd>
      )}
    </div>
  )
}

/** Down and Enter go on to what was found, and Esc does when there is nothing left to empty: the list takes keys then. */
function leavesForList({ key, currentTarget, nativeEvent }: KeyboardEvent<HTMLInputElement>): boolean {
  if (nativeEvent.isComposing) return false
  return key === 'ArrowDown' || key === 'Enter' || (key === 'Escape' && currentTarget.value === '')
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
