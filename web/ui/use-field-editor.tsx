import { type ReactNode, useState } from 'react'
import { Refusal } from '../lib/api.ts'
import { readAgain, type Versioned, writeRecord, writeUndoable } from '../lib/records.ts'
import type { Text } from '../lib/say.ts'
import { toastProblem } from '../lib/toasts.ts'
import { ConflictDialog } from './conflict-dialog.tsx'

type Change = Readonly<Record<string, unknown>>
type Conflict<Row> = { current: Row; change: Change }

type EditorOptions<Row> = {
  path: string
  record: Row
  saved: Text
  /** A field's name for people, and its value as people read it. */
  nameOf: (field: string) => string
  showOf: (field: string, value: unknown) => string
}

/**
 * Saves single fields of a record: at once on the screen, with Undo, and with both values shown when somebody else was
 * faster. `save` throws what the server refuses about the value itself.
 */
export function useFieldEditor<Row extends Versioned>({ path, record, saved, nameOf, showOf }: EditorOptions<Row>) {
  const [conflict, setConflict] = useState<Conflict<Row> | null>(null)
  const save = async (change: Change) => {
    const before = Object.fromEntries(Object.keys(change).map((field) => [field, (record as Change)[field] ?? null]))
    try {
      const write = { method: 'PATCH', body: change, guess: change } as const
      await writeUndoable(path, record, saved, write, { method: 'PATCH', body: before, guess: before })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error
      setConflict({ current: await readAgain<Row>(path, record.id), change })
    }
  }
  const dialog: ReactNode = conflict && (
    <ConflictDialog
      differences={Object.entries(conflict.change).map(([field, mine]) => ({
        field: nameOf(field),
        theirs: showOf(field, (conflict.current as Change)[field]),
        mine: showOf(field, mine),
      }))}
      onKeepTheirs={() => setConflict(null)}
      onWriteMine={() => {
        setConflict(null)
        void writeRecord(path, conflict.current, { method: 'PATCH', body: conflict.change }).catch(toastProblem)
      }}
    />
  )
  return { save, dialog }
}
