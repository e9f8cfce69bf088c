import { type Operator, operatorsOf } from '#contract/filters.ts'
import { useSay } from '../../lib/say.ts'
import { SelectField, TextField } from '../field.tsx'
import { FacetValues } from './facet-values.tsx'
import type { Facets } from './facets.ts'
import type { Draft, FilterField } from './filter-field.ts'
import { gridTexts, operatorTexts } from './grid-texts.ts'

type ConditionProps = {
  field: FilterField
  draft: Draft
  onChange: (draft: Draft) => void
  facets: Facets | undefined
  problem?: string | undefined
}

/** The operator and the value of one condition, as the kind of its field wants them. */
export function ConditionFields({ field, draft, onChange, facets, problem }: ConditionProps) {
  const say = useSay()
  const choices = operatorsOf(field).map((value) => ({ value, label: say(operatorTexts[value]) }))
  return (
    <>
      <SelectField
        label={say(gridTexts.operator)}
        value={draft.operator}
        choices={choices}
        onChange={(event) => onChange({ ...draft, operator: event.target.value as Operator })}
      />
      <ValueField field={field} draft={draft} onChange={onChange} facets={facets} problem={problem} />
    </>
  )
}

function ValueField({ field, draft, onChange, facets, problem }: ConditionProps) {
  const say = useSay()
  const { operator, values, text } = draft
  if (operator === 'empty' || operator === 'filled') return null
  const isSeveral = operator === 'in' || operator === 'not_in'
  if (isSeveral && (field.choices || field.faceted)) {
    const toggle = (value: string) =>
      onChange({
        ...draft,
        values: values.includes(value) ? values.filter((one) => one !== value) : [...values, value],
      })
    return (
      <div>
        <FacetValues field={field} facets={facets} chosen={values} onToggle={toggle} />
        {problem && <p className="px-2 text-sm text-bad">{problem}</p>}
      </div>
    )
  }
  if (field.choices)
    return (
      <SelectField
        label={say(gridTexts.value)}
        value={values[0] ?? ''}
        problem={problem}
        choices={[
          { value: '', label: '—' },
          ...field.choices.map((value) => ({ value, label: field.labelOf?.(value) ?? value })),
        ]}
        onChange={(event) => onChange({ ...draft, values: event.target.value ? [event.target.value] : [] })}
      />
    )
  const isDay = operator === 'since' || operator === 'before'
  const isNumber = field.kind === 'number' || operator === 'last_days'
  return (
    <TextField
      label={say(gridTexts.value)}
      value={text}
      type={isDay ? 'date' : 'text'}
      inputMode={isNumber ? 'numeric' : field.kind === 'money' ? 'decimal' : 'text'}
      maxLength={200}
      autoComplete="off"
      problem={problem}
      onChange={(event) => onChange({ ...draft, text: event.target.value })}
    />
  )
}
