import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { inputLook } from '../../ui/field.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { tokenTexts } from './token-texts.ts'

/** The only time that anybody sees the token. */
export function ShownToken({ token, onClose }: { token: string; onClose: () => void }) {
  const say = useSay()
  return (
    <Dialog
      title={say(tokenTexts.tokenMade)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.close)}</Button>
          <CopyButton look="primary" text={token} />
        </>
      }
    >
      <div className="grid gap-3">
        <p>{say(tokenTexts.tokenOnce)}</p>
        <input
          readOnly
          aria-label={say(tokenTexts.token)}
          value={token}
          onFocus={(event) => event.target.select()}
          className={`h-9 font-mono text-sm ${inputLook}`}
        />
        <code className="break-all font-mono text-sm text-muted">
          curl -H "Authorization: Bearer $TOKEN" {location.origin}/courses
        </code>
      </div>
    </Dialog>
  )
}
