import { useConnectionLost } from '../lib/connection.ts'
import { useSay } from '../lib/say.ts'
import { Icon } from '../ui/icon.tsx'
import { appTexts } from './app-texts.ts'

export function OfflineBanner() {
  const say = useSay()
  const lost = useConnectionLost()
  return (
    <div role="status" className="fixed inset-x-0 top-0 z-40">
      {lost && (
        <p className="flex items-center justify-center gap-2 border-b border-line bg-raised px-4 py-2 text-warn shadow-pop">
          <Icon name="offline" />
          {say(appTexts.offlineBanner)}
        </p>
      )}
    </div>
  )
}
