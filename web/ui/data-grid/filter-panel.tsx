import type { ReactNode } from 'react'
import { useSay } from '../../lib/say.ts'
import { Icon } from '../icon.tsx'
import { Popover } from '../popover.tsx'
import { uiTexts } from '../ui-texts.ts'
import { FacetValues } from './facet-values.tsx'
import type { Facets } from './facets.ts'
import type { FilterField } from './filter-field.ts'
import { gridTexts } from './grid-texts.ts'
import { chosenValues, type Nodes, toggleValue } from './where.ts'

type PanelProps = {
  fields: readonly FilterField[]
  where: Nodes
  facets: Facets | undefined
  order: ReactNode
  onWhere: (where: Nodes) => void
  /** A field whose condition has more to it than a click. */
  onField: (field: FilterField) => void
  onBuilder: () => void
}

const row = 'flex min-h-8 w-full items-center gap-2.5 rounded-sm px-2 text-left hover:bg-hover'

/** What can be filtered by: counted values at a click, the other fields, and groups of conditions. */
export function FilterPanel({ fields, where, facets, order, onWhere, onField, onBuilder }: PanelProps) {
  const say = useSay()
  return (
    <Popover
      label={say(uiTexts.filter)}
      className="inline-flex h-8 flex-none items-center gap-1.5 rounded-md border border-line-strong px-2.5 font-medium hover:bg-hover"
      button={
        <>
          <Icon name="filter" />
          {say(uiTexts.filter)}
        </>
      }
    >
      {(close) => (
        <div className="grid gap-2">
          {order}
          {fields
            .filter(({ faceted }) => faceted)
            .map((field) => (
              <FacetValues
                key={field.name}
                field={field}
                facets={facets}
                chosen={chosenValues(where, field.name)}
                onToggle={(value) => onWhere(toggleValue(where, field.name, value))}
              />
            ))}
          <p className="px-2 pt-1 text-sm text-muted">{say(gridTexts.moreFields)}</p>
          <div>
            {fields
              .filter(({ faceted }) => !faceted)
              .map((field) => (
                <button
                  key={field.name}
                  type="button"
                  className={row}
                  onClick={() => {
                    close()
                    onField(field)
                  }}
                >
                  {field.title}
                </button>
              ))}
          </div>
          <button
            type="button"
            className={`${row} border-t border-line pt-1 font-medium`}
            onClick={() => {
              close()
              onBuilder()
            }}
          >
            {say(gridTexts.builder)}
          </button>
        </div>
      )}
    </Popover>
  )
}
