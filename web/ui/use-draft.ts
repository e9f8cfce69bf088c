import { useEffect, useRef } from 'react'
import { guardLeaving } from '../lib/router.tsx'
import { sayNow } from '../lib/say.ts'
import { uiTexts } from './ui-texts.ts'

const ask = () => confirm(sayNow(uiTexts.leaveDraft))

/** Asks before what was typed is left, until `release` says that it is stored. */
export function useDraft(dirty: boolean) {
  const stored = useRef(false)
  useEffect(() => (dirty ? guardLeaving(() => stored.current || ask()) : undefined), [dirty])
  return {
    mayClose: () => !dirty || ask(),
    release: () => {
      stored.current = true
    },
  }
}
