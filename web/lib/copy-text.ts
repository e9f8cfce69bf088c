import { sayNow } from './say.ts'

const notCopied = {
  ru: 'Браузер не разрешил копирование: выделите текст и скопируйте сами',
  en: 'The browser did not allow copying: select the text and copy it yourself',
} as const

/** Puts a text on the clipboard; throws what to do when the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  if (!(await toClipboard(text)) && !fromField(text)) throw new Error(sayNow(notCopied))
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** The old way, all that browsers offer where the CRM is opened over http in a local network. */
function fromField(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'fixed top-0 opacity-0'
  // behind an open dialog nothing can be selected
  const place = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body
  place.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
