import type { ReactNode } from 'react'

export type Cell = ReactNode
type TableProps = {
  label: string
  heads: readonly string[]
  rows: readonly { id: string; cells: readonly Cell[] }[] /** Columns of numbers. */
  numbers?: readonly number[]
  /** A phone shows each row as a card, a line for each column, instead of scrolling sideways. */
  stacks?: boolean
}

const stacked = {
  head: 'max-md:sr-only',
  row: 'max-md:grid max-md:grid-cols-1 max-md:border-b max-md:border-line max-md:py-2',
  cell: 'max-md:flex max-md:items-center max-md:justify-between max-md:gap-3 max-md:border-0 max-md:px-1 max-md:py-1 max-md:text-right',
}

/** A short table that is shown whole; on a narrow screen it becomes cards or scrolls inside its frame. */
export function Table({ label, heads, rows, numbers = [], stacks = false }: TableProps) {
  const look = stacks ? stacked : { head: '', row: '', cell: 'max-md:first:pl-0 max-md:last:pr-0' }
  const side = (column: number) => (numbers.includes(column) ? 'text-right tabular-nums' : 'text-left')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table aria-label={label} className={`w-full border-collapse ${stacks ? 'max-md:block' : ''}`}>
        <thead className={look.head}>
          <tr>
            {heads.map((head, column) => (
              <th
                key={head}
                scope="col"
                className={`border-b border-line px-3 py-2 text-sm font-normal text-muted max-md:first:pl-0 max-md:last:pr-0 ${side(column)}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={stacks ? 'max-md:block' : ''}>
          {rows.map(({ id, cells }) => (
            <tr key={id} className={`last:[&>td]:border-b-0 hover:bg-hover ${look.row}`}>
              {cells.map((cell, column) => (
                <td
                  key={heads[column]}
                  className={`border-b border-line px-3 py-2 align-middle ${side(column)} ${look.cell} ${stacks && !cell && cell !== 0 ? 'max-md:hidden' : ''}`}
                >
                  {stacks && column > 0 && (
                    <span aria-hidden="true" className="text-left text-muted md:hidden">
                      {heads[column]}
                    </span>
                  )}
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
