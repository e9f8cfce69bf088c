import { useState } from 'react'
import { useSay } from '../../lib/say.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { inputLook } from '../../ui/field.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { tokenTexts } from './token-texts.ts'

/** The only time that anybody sees the token. */
export function ShownToken({ token, onClose }: { token: string; onClose: () => void }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token)
      setCopied(true)
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <Dialog
      title={say(tokenTexts.tokenMade)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.close)}</Button>
          <Button look="primary" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
            {say(copied ? uiTexts.copied : uiTexts.copy)}
          </Button>
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
