import type { ReactNode } from 'react'
import { useSay } from '../../lib/say.ts'
import { IconButton } from '../button.tsx'
import { uiTexts } from '../ui-texts.ts'

type BulkBarProps = {
  count: number
  /** Chooses everything that the list's question gives; none: it is chosen already, or there is no more. */
  takeAll?: { total: number; run: () => void } | undefined
  onClear: () => void
  children: ReactNode
}

/** What can be done with the chosen rows, floating over the end of the list; on a phone in two lines. */
export function BulkBar({ count, takeAll, onClear, children }: BulkBarProps) {
  const say = useSay()
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      data-bulk
      aria-label={say(uiTexts.selected, { count })}
      className="absolute bottom-5 left-1/2 z-10 flex w-max max-w-[calc(100%-24px)] -translate-x-1/2 flex-wrap items-center gap-1 rounded-xl border border-line bg-raised py-1.5 pl-4 pr-2 shadow-pop max-md:bottom-3 max-md:w-[calc(100%-24px)]"
    >
      <span className="-order-4 mr-2 whitespace-nowrap font-semibold">{say(uiTexts.selected, { count })}</span>
      {takeAll && (
        <button
          type="button"
          onClick={takeAll.run}
          className="-order-3 mr-1 h-8 whitespace-nowrap rounded-md px-2 text-accent-text hover:bg-hover"
        >
          {say(uiTexts.selectEvery, { count: takeAll.total })}
        </button>
      )}
      <span className="-order-1 basis-full md:hidden" />
      {children}
      <IconButton
        icon="close"
        label={say(uiTexts.clearSelection)}
        onClick={onClear}
        className="max-md:-order-2 max-md:ml-auto"
      />
    </div>
  )
}
