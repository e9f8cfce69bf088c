import { type KeyboardEvent, useRef, useState } from 'react'
import { Refusal } from '../../lib/api.ts'
import { readAgain, type Versioned, writeRecord, writeUndoable } from '../../lib/records.ts'
import { sayNow, useSay } from '../../lib/say.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { ConflictDialog } from '../conflict-dialog.tsx'
import { inputLook } from '../field.tsx'
import { uiTexts } from '../ui-texts.ts'
import type { CellEdit } from './cell-edit.ts'
import type { GridRow, PlacedColumn } from './columns.ts'
import type { CellPlace } from './data-grid.tsx'
import { gridTexts } from './grid-texts.ts'
import { putRow } from './pages.ts'

type EditorProps<Row extends GridRow> = {
  path: string
  row: Row
  place: CellPlace
  columns: readonly PlacedColumn<Row>[]
  /** Null: the grid has the focus again. */
  onEnd: (next: CellPlace | null) => void
}

/**
 * A cell while it is edited: Enter writes, Tab writes and goes to the next cell that can be edited, Esc gives up. What
 * was typed stays until it is stored or given up; a newer version by somebody else shows both values.
 */
export function CellEditor<Row extends GridRow>({ path, row, place, columns, onEnd }: EditorProps<Row>) {
  const say = useSay()
  const column = columns[place.column] as PlacedColumn<Row>
  const edit = column.edit as CellEdit<Row>
  // What is saved rests on the version that was there when editing began.
  const begun = useRef(row)
  const [text, setText] = useState(() => edit.value(row))
  const [problem, setProblem] = useState<string | null>(null)
  const [stored, setStored] = useState<Row | null>(null)
  const done = useRef(false)

  const save = async (next: CellPlace | null) => {
    if (done.current) return
    if (text === edit.value(begun.current)) return end(next)
    done.current = true
    try {
      const { change, inverse } = edit.write(begun.current, text)
      putRow(path, await writeUndoable(path, begun.current as Row & Versioned, gridTexts.saved, change, inverse))
      onEnd(next)
    } catch (error) {
      if (isConflict(error)) return setStored(await readAgain<Row & Versioned>(path, row.id))
      done.current = false
      setProblem(problemOf(error))
    }
  }
  const end = (next: CellPlace | null) => {
    done.current = true
    onEnd(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') end(null)
    else if (event.key === 'Enter') void save(null)
    else if (event.key === 'Tab') void save(nextPlace(columns, begun.current, place, event.shiftKey ? -1 : 1))
    else return
    event.preventDefault()
  }
  const common = {
    'aria-label': say(gridTexts.editing, { name: column.title }),
    'aria-invalid': problem ? (true as const) : undefined,
    autoFocus: true,
    value: text,
    onKeyDown,
    onBlur: () => void save(null),
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  }
  return (
    <div className="relative -mx-2 min-w-0 flex-1">
      {edit.choices ? (
        <select {...common} className={`h-7 ${inputLook}`}>
          {edit.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input {...common} inputMode={edit.inputMode} autoComplete="off" className={`h-7 ${inputLook}`} />
      )}
      <p
        role="alert"
        className={
          problem
            ? 'absolute left-0 top-full z-10 mt-1 w-max max-w-72 whitespace-normal rounded-md border border-line bg-raised px-2 py-1 text-left text-sm text-bad shadow-pop'
            : ''
        }
      >
        {problem}
      </p>
      {stored && (
        <ConflictDialog
          differences={[{ field: column.title, theirs: shown(edit, edit.value(stored)), mine: shown(edit, text) }]}
          onKeepTheirs={() => onEnd(null)}
          onWriteMine={() => {
            onEnd(null)
            void writeRecord(path, stored as Row & Versioned, edit.write(stored, text).change).catch(toastProblem)
          }}
        />
      )}
    </div>
  )
}

/** The next cell of the row that may be edited; null: there is none. */
function nextPlace<Row extends GridRow>(
  columns: readonly PlacedColumn<Row>[],
  row: Row,
  { index, column }: CellPlace,
  by: 1 | -1,
): CellPlace | null {
  for (let at = column + by; at >= 0 && at < columns.length; at += by)
    if (columns[at]?.edit?.may(row)) return { index, column: at }
  return null
}

function shown<Row>({ choices }: CellEdit<Row>, value: string): string {
  return choices?.find((one) => one.value === value)?.label ?? (value || '—')
}

function isConflict(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'version_conflict'
}

function problemOf(error: unknown): string {
  if (error instanceof Refusal && error.code === 'offline') return sayNow(uiTexts.offline)
  return error instanceof Error ? error.message : String(error)
}
