import type { ReactNode } from 'react'
import { useSay } from '../../lib/say.ts'
import { IconButton } from '../button.tsx'
import { uiTexts } from '../ui-texts.ts'

/** What can be done with the chosen rows, floating over the end of the list. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const say = useSay()
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label={say(uiTexts.selected, { count })}
      className="absolute bottom-5 left-1/2 z-10 flex max-w-[calc(100%-24px)] -translate-x-1/2 items-center gap-1 rounded-xl border border-line bg-raised py-1.5 pl-4 pr-2 shadow-pop max-md:bottom-3"
    >
      <span className="mr-2 whitespace-nowrap font-semibold">{say(uiTexts.selected, { count })}</span>
      {children}
      <IconButton icon="close" label={say(uiTexts.clearSelection)} onClick={onClear} />
    </div>
  )
}
