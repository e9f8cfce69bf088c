import { useState } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { useSay } from '../lib/say.ts'
import { toastProblem } from '../lib/toasts.ts'
import { Button } from './button.tsx'
import { uiTexts } from './ui-texts.ts'

/** Copies a text and says that it did. */
export function CopyButton({ text, look }: { text: string; look?: 'primary' | 'quiet' }) {
  const say = useSay()
  const [copied, setCopied] = useState('')
  const isCopied = copied !== '' && copied === text
  const copy = async () => {
    try {
      await copyText(text)
      setCopied(text)
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <Button {...(look && { look })} icon={isCopied ? 'check' : 'copy'} onClick={() => void copy()}>
      {say(isCopied ? uiTexts.copied : uiTexts.copy)}
    </Button>
  )
}
