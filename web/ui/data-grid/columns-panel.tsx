import { useSay } from '../../lib/say.ts'
import { Button, IconButton } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { Popover } from '../popover.tsx'
import { uiTexts } from '../ui-texts.ts'
import { type Column, leastColumn, orderOf, shortest, widestColumn } from './columns.ts'
import { moved } from './columns-order.ts'
import { gridTexts } from './grid-texts.ts'
import type { ShownColumn } from './list-address.ts'

type PanelProps = {
  columns: readonly Column<never>[]
  chosen: readonly ShownColumn[] | null
  onColumns: (columns: readonly ShownColumn[] | null) => void
}

const step = 20

/** Which columns are shown, in which order, how wide, and which stay at the left: all of it by keyboard. */
export function ColumnsPanel({ columns, chosen, onColumns }: PanelProps) {
  const say = useSay()
  const order = orderOf(columns, chosen)
  const set = (next: readonly ShownColumn[]) => onColumns(shortest(columns, next))
  const off = columns.filter(({ id }) => !order.some((one) => one.id === id))
  return (
    <Popover
      label={say(uiTexts.columns)}
      className="inline-flex h-8 flex-none items-center gap-1.5 rounded-md px-2.5 font-medium text-muted hover:bg-hover"
      button={
        <>
          <Icon name="columns" />
          {say(uiTexts.columns)}
        </>
      }
    >
      {() => (
        <div className="grid gap-1">
          {order.map((shown, at) => (
            <ShownRow
              key={shown.id}
              shown={shown}
              column={columns.find(({ id }) => id === shown.id) as Column<never>}
              isFirst={at === 0}
              onChange={(next) => set(order.map((one) => (one.id === shown.id ? next : one)))}
              onHide={() => set(order.filter((one) => one.id !== shown.id))}
              onMove={(by) => set(moved(order, at, at + by))}
              may={{ earlier: at > 1, later: at > 0 && at < order.length - 1 }}
            />
          ))}
          {off.map(({ id, title }) => (
            <label key={id} className="flex min-h-8 items-center gap-2.5 rounded-sm px-1 hover:bg-hover">
              <input
                type="checkbox"
                checked={false}
                onChange={() => set([...order, { id }])}
                className="size-3.5 accent-(--accent)"
              />
              <span className="min-w-0 truncate">{title}</span>
            </label>
          ))}
          <p className="px-1 text-sm text-muted">{say(gridTexts.columnsHint)}</p>
          {chosen && (
            <Button look="quiet" icon="retry" onClick={() => onColumns(null)}>
              {say(gridTexts.resetColumns)}
            </Button>
          )}
        </div>
      )}
    </Popover>
  )
}

type RowProps = {
  shown: ShownColumn
  column: Column<never>
  isFirst: boolean
  onChange: (shown: ShownColumn) => void
  onHide: () => void
  onMove: (by: number) => void
  may: { earlier: boolean; later: boolean }
}

function ShownRow({ shown, column, isFirst, onChange, onHide, onMove, may }: RowProps) {
  const say = useSay()
  const name = column.title
  const width = shown.width ?? column.min
  const resize = (by: number) =>
    onChange({ ...shown, width: Math.max(leastColumn, Math.min(widestColumn, width + by)) })
  const { pinned: _, ...loose } = shown
  return (
    <div className="flex items-center rounded-sm px-1 hover:bg-hover">
      <label className="flex min-h-8 min-w-0 flex-1 items-center gap-2.5">
        <input
          type="checkbox"
          checked
          disabled={isFirst}
          onChange={onHide}
          className="size-3.5 flex-none accent-(--accent)"
        />
        <span className="min-w-0 truncate">{name}</span>
      </label>
      <Small label={say(gridTexts.narrower, { name })} text="−" onClick={() => resize(-step)} />
      <Small label={say(gridTexts.wider, { name })} text="+" onClick={() => resize(step)} />
      {!isFirst && (
        <>
          <Small label={say(gridTexts.earlier, { name })} text="←" onClick={() => onMove(-1)} disabled={!may.earlier} />
          <Small label={say(gridTexts.later, { name })} text="→" onClick={() => onMove(1)} disabled={!may.later} />
          <IconButton
            icon="pin"
            size={14}
            label={say(gridTexts.pin, { name })}
            aria-pressed={shown.pinned ?? false}
            onClick={() => onChange(shown.pinned ? loose : { ...shown, pinned: true })}
            className={`size-7! ${shown.pinned ? 'bg-selected text-text!' : ''}`}
          />
        </>
      )}
    </div>
  )
}

type SmallProps = { label: string; text: string; onClick: () => void; disabled?: boolean }

function Small({ label, text, onClick, disabled = false }: SmallProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="grid size-7 flex-none place-items-center rounded-sm text-muted hover:bg-selected disabled:opacity-40"
    >
      {text}
    </button>
  )
}
