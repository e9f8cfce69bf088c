import { useEffect, useRef } from 'react'
import { useSay } from '../lib/say.ts'
import { dismissToast, useToasts } from '../lib/toasts.ts'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { uiTexts } from './ui-texts.ts'

const marks = {
  done: { name: 'check', className: 'text-good' },
  problem: { name: 'alert', className: 'text-bad' },
  busy: { name: 'retry', className: 'animate-spin text-muted motion-reduce:animate-none' },
} as const

/** What just happened, read out politely. It lies in the top layer, so that an open dialog does not hide it. */
export function Toaster() {
  const say = useSay()
  const toasts = useToasts()
  const ref = useRef<HTMLDivElement>(null)
  const count = toasts.length
  useEffect(() => {
    // Opened anew for each toast: the latest in the top layer lies above a dialog that was opened meanwhile.
    if (ref.current?.matches(':popover-open')) ref.current.hidePopover()
    if (count > 0) ref.current?.showPopover()
  }, [count])
  return (
    <div
      ref={ref}
      popover="manual"
      role="status"
      className="fixed inset-auto bottom-4 left-1/2 w-max max-w-[calc(100vw-24px)] -translate-x-1/2 overflow-visible bg-transparent p-1 max-md:w-[calc(100vw-24px)] max-md:bottom-[calc(60px+env(safe-area-inset-bottom))] [body:has([data-bulk])_&]:bottom-18 max-md:[body:has([data-bulk])_&]:bottom-44"
    >
      <ul className="grid justify-items-center gap-2 max-md:justify-items-stretch">
        {toasts.map(({ id, kind, text, undo }) => (
          <li
            key={id}
            className="flex max-w-[560px] items-center gap-2.5 rounded-lg border border-line bg-raised py-1.5 pl-3.5 pr-1.5 shadow-pop animate-[rise_140ms_ease-out]"
          >
            <Icon {...marks[kind]} />
            <span className="line-clamp-3 min-w-0 break-words max-md:flex-1">{text}</span>
            {undo && (
              <button
                type="button"
                className="h-7 rounded-sm px-2 font-semibold text-accent-text hover:bg-hover"
                onClick={() => {
                  dismissToast(id)
                  undo()
                }}
              >
                {say(uiTexts.undo)}
              </button>
            )}
            <IconButton icon="close" label={say(uiTexts.close)} className="size-7" onClick={() => dismissToast(id)} />
          </li>
        ))}
      </ul>
    </div>
  )
}
