import type { ReactNode } from 'react'
import { Refusal } from '../lib/api.ts'
import { explain } from '../lib/explain.ts'
import { here, Link } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { uiTexts } from './ui-texts.ts'

/** Nothing here yet, or nothing found: why, and the one thing to do about it. */
export function Empty({
  icon = 'inbox',
  title,
  hint,
  action,
}: {
  icon?: IconName
  title: string
  hint?: string
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-16 text-center">
      <span className="grid size-10 place-items-center rounded-lg border border-line bg-panel text-muted">
        <Icon name={icon} size={18} />
      </span>
      <h2 className="text-md font-semibold">{title}</h2>
      {hint && <p className="max-w-[46ch] text-muted">{hint}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** What could not be loaded, why, the number to ask about, and the way on. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useSay()
  const offline = error instanceof Refusal && error.code === 'offline'
  const known = error instanceof Refusal && !offline
  if (known && error.status === 404) return <Gone hint={error.message || explain(error)} />
  return (
    <div role="alert">
      <Empty
        icon={offline ? 'offline' : 'alert'}
        title={say(offline ? uiTexts.offline : uiTexts.failed)}
        hint={known ? error.message || explain(error) : say(uiTexts.failedHint)}
        action={
          <>
            {onRetry && (
              <Button icon="retry" onClick={onRetry}>
                {say(uiTexts.retry)}
              </Button>
            )}
            {known && error.requestId && (
              <p className="w-full text-sm text-muted">{say(uiTexts.requestId, { id: error.requestId })}</p>
            )}
          </>
        }
      />
    </div>
  )
}

/** A record that is not there, or is not for the viewer's eyes: asking again would not help. */
function Gone({ hint }: { hint: string }) {
  const say = useSay()
  const list = /^(\/[a-z]+)\/\d+/.exec(here())?.[1]
  const back = list && (
    <Link to={list} className="font-medium text-accent-text underline underline-offset-2">
      {say(uiTexts.toList)}
    </Link>
  )
  return (
    <div role="alert">
      <Empty icon="search" title={say(uiTexts.gone)} hint={hint} action={back} />
    </div>
  )
}

/** Grey shapes where text will stand; visible only if it takes longer than 120 ms. */
export function SkeletonLines({ lines = 4 }: { lines?: number }) {
  const say = useSay()
  return (
    <div role="status" aria-label={say(uiTexts.loading)} className="grid gap-3 p-5">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing have no other name
        <div key={line} className={`skeleton h-4 ${line % 2 ? 'w-2/3' : 'w-full'}`} />
      ))}
    </div>
  )
}
