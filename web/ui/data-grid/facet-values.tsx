import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { countOf, type Facets } from './facets.ts'
import type { FilterField } from './filter-field.ts'
import { gridTexts } from './grid-texts.ts'

type FacetValuesProps = {
  field: FilterField
  facets: Facets | undefined
  chosen: readonly string[]
  onToggle: (value: string) => void
}

/** The values of a field with their counts, chosen by a click. */
export function FacetValues({ field, facets, chosen, onToggle }: FacetValuesProps) {
  const say = useSay()
  const { number } = useFormat()
  const counted = (facets?.get(field.name) ?? []).flatMap(({ value }) => value ?? [])
  const values = field.choices ?? [...new Set([...counted, ...chosen])]
  return (
    <fieldset className="grid max-h-60 overflow-auto">
      <legend className="px-2 pb-1 text-sm text-muted">{field.title}</legend>
      {values.length === 0 && <p className="px-2 py-1 text-muted">{say(gridTexts.noValues)}</p>}
      {values.map((value) => {
        const count = countOf(facets, field.name, value)
        return (
          <label key={value} className="flex min-h-8 items-center gap-2.5 rounded-sm px-2 hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => onToggle(value)}
              className="size-3.5 flex-none accent-(--accent)"
            />
            <span className="min-w-0 flex-1 truncate">{field.labelOf?.(value) ?? value}</span>
            {count !== undefined && <span className="text-sm text-muted">{number(count)}</span>}
          </label>
        )
      })}
    </fieldset>
  )
}
