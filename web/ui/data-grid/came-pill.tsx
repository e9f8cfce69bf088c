import { useSay } from '../../lib/say.ts'
import { Icon } from '../icon.tsx'
import { uiTexts } from '../ui-texts.ts'

/** Rows that came since the list was read wait behind it, so that nothing moves under whoever reads. */
export function CamePill({ came, onShow }: { came: number; onShow: () => void }) {
  const say = useSay()
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-11 z-10 flex justify-center">
      {came > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto flex h-8 animate-[rise_140ms_ease-out] items-center gap-1.5 rounded-full bg-accent px-3.5 font-medium text-on-accent shadow-pop"
        >
          <Icon name="up" />
          {say(uiTexts.came, { count: came })}
        </button>
      )}
    </div>
  )
}
