import { useSay } from '../lib/say.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { uiTexts } from './ui-texts.ts'

export type Difference = { field: string; theirs: string; mine: string }
type ConflictProps = { differences: readonly Difference[]; onKeepTheirs: () => void; onWriteMine: () => void }

/** Somebody was faster: both values are shown, and neither is lost before a choice. */
export function ConflictDialog({ differences, onKeepTheirs, onWriteMine }: ConflictProps) {
  const say = useSay()
  return (
    <Dialog
      title={say(uiTexts.conflict)}
      onClose={onKeepTheirs}
      footer={
        <>
          <Button onClick={onKeepTheirs}>{say(uiTexts.keepTheirs)}</Button>
          <Button look="primary" onClick={onWriteMine}>
            {say(uiTexts.writeMine)}
          </Button>
        </>
      }
    >
      <p className="mb-4 text-muted">{say(uiTexts.conflictHint)}</p>
      {differences.map(({ field, theirs, mine }) => (
        <dl key={field} className="mb-3 grid grid-cols-2 gap-3">
          <dt className="col-span-2 font-medium">{field}</dt>
          {[
            { label: say(uiTexts.theirs), value: theirs },
            { label: say(uiTexts.mine), value: mine },
          ].map(({ label, value }) => (
            <dd key={label} className="min-w-0 rounded-md border border-line p-2.5">
              <span className="block text-sm text-muted">{label}</span>
              <span className="break-words">{value}</span>
            </dd>
          ))}
        </dl>
      ))}
    </Dialog>
  )
}
