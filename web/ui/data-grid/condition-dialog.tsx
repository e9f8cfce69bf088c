import { type FormEvent, useId, useState } from 'react'
import type { Condition } from '#contract/filters.ts'
import { useSay } from '../../lib/say.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { uiTexts } from '../ui-texts.ts'
import { ConditionFields } from './condition-fields.tsx'
import type { Facets } from './facets.ts'
import { blankDraft, conditionOf, draftOf, type FilterField } from './filter-field.ts'
import { gridTexts } from './grid-texts.ts'

type DialogProps = {
  field: FilterField
  /** The condition that is changed; undefined: a new one. */
  condition?: Condition | undefined
  facets: Facets | undefined
  onApply: (condition: Condition) => void
  onClose: () => void
}

/** One condition: its operator and its value. */
export function ConditionDialog({ field, condition, facets, onApply, onClose }: DialogProps) {
  const say = useSay()
  const form = useId()
  const [draft, setDraft] = useState(() => (condition ? draftOf(condition) : blankDraft(field)))
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const made = conditionOf(draft, field)
    if ('problem' in made) return setProblem(say(made.problem))
    onApply(made)
    onClose()
  }
  return (
    <Dialog
      title={say(gridTexts.filterBy, { name: field.title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form={form} look="primary">
            {say(gridTexts.apply)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <ConditionFields field={field} draft={draft} facets={facets} problem={problem} onChange={setDraft} />
      </form>
    </Dialog>
  )
}
