import { useSay } from '../../lib/say.ts'
import { uiTexts } from '../ui-texts.ts'
import type { ListState } from './list-address.ts'
import type { ChangeList } from './list-state.ts'

/** A named question of a list: its filters, and how many rows they leave once that is counted. */
export type View = {
  readonly title: string
  readonly filters: Readonly<Record<string, string>>
  readonly count?: number | undefined
}

export function Views({ views, state, change }: { views: readonly View[]; state: ListState; change: ChangeList }) {
  const say = useSay()
  return (
    <nav aria-label={say(uiTexts.views)} className="flex h-9 flex-none gap-5 overflow-x-auto border-b border-line px-5">
      {views.map(({ title, filters, count }) => {
        const here = sameFilters(filters, state.filters)
        return (
          <button
            key={title}
            type="button"
            aria-current={here ? 'true' : undefined}
            onClick={() => change({ filters, peek: 0 }, 'step')}
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

function sameFilters(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => a[name] === b[name])
}
