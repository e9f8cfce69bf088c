import { useSay } from '../../lib/say.ts'
import { Icon } from '../icon.tsx'
import { uiTexts } from '../ui-texts.ts'
import type { GridRow } from './columns.ts'
import type { DataGridProps } from './data-grid.tsx'

/** Names and sort order of the columns. It stays at the top; its first cell stays at the left too. */
export function GridHead<Row extends GridRow>({
  columns,
  selection,
  sort,
  onSort,
  phone,
}: DataGridProps<Row> & { phone: boolean }) {
  const say = useSay()
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={
        phone
          ? 'sr-only'
          : 'sticky top-0 z-10 grid h-9 grid-cols-(--cols) border-b border-line bg-panel text-sm text-muted'
      }
    >
      {selection && (
        <span role="columnheader" className="sticky left-0 z-10 bg-panel">
          <span className="sr-only">{say(uiTexts.selectAll)}</span>
        </span>
      )}
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="columnheader"
          aria-sort={orderOf(sort, column.sort)}
          className={`flex min-w-0 items-center bg-panel px-3 ${column.align === 'end' ? 'justify-end' : ''} ${index === 0 ? `sticky z-10 ${selection ? 'left-10' : 'left-0'}` : ''}`}
        >
          {column.sort ? (
            <button
              type="button"
              tabIndex={-1}
              onClick={() => onSort(nextSort(sort, column.sort ?? ''))}
              className={`flex h-7 min-w-0 items-center gap-1 rounded-sm hover:text-text ${orderOf(sort, column.sort) ? 'font-medium text-text' : ''}`}
            >
              <span className="truncate">{column.title}</span>
              {orderOf(sort, column.sort) && <Icon name={sort.startsWith('-') ? 'down' : 'up'} size={14} />}
            </button>
          ) : (
            <span className="truncate">{column.title}</span>
          )}
        </div>
      ))}
    </div>
  )
}

function orderOf(sort: string, field: string | undefined): 'ascending' | 'descending' | undefined {
  if (field === undefined || sort.replace('-', '') !== field) return undefined
  return sort.startsWith('-') ? 'descending' : 'ascending'
}

/** The same column again turns the order round. */
export function nextSort(sort: string, field: string): string {
  return sort === field ? `-${field}` : field
}
