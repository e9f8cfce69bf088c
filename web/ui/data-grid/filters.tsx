import { type ReactNode, useState } from 'react'
import type { Condition, Where } from '#contract/filters.ts'
import { useSay } from '../../lib/say.ts'
import { Icon } from '../icon.tsx'
import { uiTexts } from '../ui-texts.ts'
import { ConditionDialog } from './condition-dialog.tsx'
import type { Facets } from './facets.ts'
import { type FilterField, useDescribe } from './filter-field.ts'
import { FilterPanel } from './filter-panel.tsx'
import { isCondition, type Nodes } from './where.ts'
import { WhereBuilder } from './where-builder.tsx'

type FiltersProps = {
  fields: readonly FilterField[]
  where: Nodes
  onWhere: (where: Nodes) => void
  facets: Facets | undefined
  /** On a phone: how rows are ordered, first in the panel. */
  order?: ReactNode
}

/** `at`: the place among the chips; at their end it is a new one. */
type Open = { kind: 'condition'; field: FilterField; at: number; condition?: Condition } | { kind: 'builder' } | null

/** The button that filters, and a chip for everything that is filtered. */
export function Filters({ fields, where, onWhere, facets, order }: FiltersProps) {
  const say = useSay()
  const describe = useDescribe(fields, say)
  const [open, setOpen] = useState<Open>(null)
  const edit = (node: Where, at: number) => {
    const field = isCondition(node) ? fields.find(({ name }) => name === node[0]) : undefined
    if (field && isCondition(node)) setOpen({ kind: 'condition', field, at, condition: node })
    else setOpen({ kind: 'builder' })
  }
  const close = () => setOpen(null)
  return (
    <>
      <FilterPanel
        fields={fields}
        where={where}
        facets={facets}
        order={order}
        onWhere={onWhere}
        onField={(field) => setOpen({ kind: 'condition', field, at: where.length })}
        onBuilder={() => setOpen({ kind: 'builder' })}
      />
      {where.map((node, at) => (
        <FilterChip
          key={JSON.stringify(node)}
          text={describe(node)}
          onEdit={() => edit(node, at)}
          onRemove={() => onWhere(where.filter((_, other) => other !== at))}
        />
      ))}
      {open?.kind === 'condition' && (
        <ConditionDialog
          field={open.field}
          condition={open.condition}
          facets={facets}
          onApply={(condition) => onWhere([...where.slice(0, open.at), condition, ...where.slice(open.at + 1)])}
          onClose={close}
        />
      )}
      {open?.kind === 'builder' && (
        <WhereBuilder fields={fields} nodes={where} facets={facets} onApply={onWhere} onClose={close} />
      )}
    </>
  )
}

function FilterChip({ text, onEdit, onRemove }: { text: string; onEdit: () => void; onRemove: () => void }) {
  const say = useSay()
  const remove = say(uiTexts.removeFilter, { name: text })
  return (
    <span className="inline-flex h-8 min-w-0 max-w-80 items-center rounded-md bg-selected font-medium">
      <button
        type="button"
        title={say(uiTexts.edit, { what: text })}
        onClick={onEdit}
        className="h-8 min-w-0 truncate rounded-l-md pl-2.5 pr-1 hover:bg-hover"
      >
        {text}
      </button>
      <button
        type="button"
        title={remove}
        aria-label={remove}
        onClick={onRemove}
        className="grid h-8 w-7 flex-none place-items-center rounded-r-md text-muted hover:bg-hover"
      >
        <Icon name="close" size={14} />
      </button>
    </span>
  )
}
