import { useSay } from '../../lib/say.ts'
import { uiTexts } from '../ui-texts.ts'
import type { ListSpec, ListState } from './list-address.ts'
import type { ChangeList } from './list-state.ts'
import type { Nodes } from './where.ts'

/** A named question of a list: its filters, and how many rows they leave once that is counted. */
export type View = {
  readonly title: string
  readonly where: Nodes
  readonly count?: number | undefined
}

export function Views({
  views,
  state,
  change,
}: {
  path: string
  spec: ListSpec
  views: readonly View[]
  state: ListState
  change: ChangeList
}) {
  const say = useSay()
  return (
    <nav aria-label={say(uiTexts.views)} className="flex h-9 flex-none gap-5 overflow-x-auto border-b border-line px-5">
      {views.map(({ title, where, count }) => {
        const here = JSON.stringify(where) === JSON.stringify(state.where)
        return (
          <button
            key={title}
            type="button"
            aria-current={here ? 'true' : undefined}
            onClick={() => change({ where, peek: 0 }, 'step')}
            className={`flex flex-none items-center gap-1.5 border-b-2 font-medium ${here ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text'}`}
          >
            {title}
            {count !== undefined && (
              <span className="font-normal text-muted">{say({ ru: '{count}', en: '{count}' }, { count })}</span>
            )}
          </button>
        )
      })}
    </nav>
  )
}
