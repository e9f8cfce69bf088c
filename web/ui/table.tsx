import type { ReactNode } from 'react'

export type Cell = ReactNode
type TableProps = {
  label: string
  heads: readonly string[]
  rows: readonly { id: string; cells: readonly Cell[] }[] /** Columns of numbers. */
  numbers?: readonly number[]
}

/** A short table that is shown whole; on a narrow screen it scrolls inside its frame. */
export function Table({ label, heads, rows, numbers = [] }: TableProps) {
  const side = (column: number) => (numbers.includes(column) ? 'text-right' : 'text-left')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse">
        <thead>
          <tr>
            {heads.map((head, column) => (
              <th
                key={head}
                scope="col"
                className={`border-b border-line px-3 py-2 text-sm font-normal text-muted ${side(column)}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id} className="hover:bg-hover">
              {cells.map((cell, column) => (
                <td key={heads[column]} className={`border-b border-line px-3 py-2 align-middle ${side(column)}`}>
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
