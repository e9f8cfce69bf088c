import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { eventsTexts as texts } from './events-texts.ts'

type DiscardProps = { title: string; hint: string; onClose: () => void; onDiscard: () => void }

/** It cannot be taken back: it asks first, and the safe answer has the focus. */
export function DiscardDialog({ title, hint, onClose, onDiscard }: DiscardProps) {
  const say = useSay()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" onClick={onDiscard}>
            {say(texts.discard)}
          </Button>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
        </>
      }
    >
      <p>{hint}</p>
    </Dialog>
  )
}
