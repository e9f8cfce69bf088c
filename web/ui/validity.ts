import { useState } from 'react'
import { useSay } from '../lib/say.ts'
import { uiTexts } from './ui-texts.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Wrong = Readonly<{
  text: (typeof uiTexts)[keyof typeof uiTexts] | string
  facts?: Record<string, string | number>
}>
type Value = string | number | readonly string[] | undefined

/**
 * What the browser itself finds wrong with a control before anything is sent, under the control and in the language of
 * the page: a bubble of the browser's own speaks the browser's language and is gone after a moment. It is said of the
 * `value` that stood there, not of the next one, whoever has put it in.
 */
export function useValidity(value: Value) {
  const say = useSay()
  const [wrong, setWrong] = useState<(Wrong & { value: Value }) | null>(null)
  return {
    said:
      wrong === null || wrong.value !== value
        ? undefined
        : typeof wrong.text === 'string'
          ? wrong.text
          : say(wrong.text, wrong.facts),
    forget: () => setWrong(null),
    onInvalid: (event: { preventDefault(): void; currentTarget: Control }) => {
      event.preventDefault()
      const control = event.currentTarget
      setWrong({ ...wrongWith(control), value })
      if (control === control.form?.querySelector('input:invalid, textarea:invalid, select:invalid')) control.focus()
    },
  }
}

function wrongWith(control: Control): Wrong {
  const { validity, type } = control
  if (validity.valueMissing) return { text: uiTexts.valueMissing }
  if (validity.typeMismatch && type === 'email') return { text: uiTexts.emailWrong }
  if (validity.tooShort && 'minLength' in control)
    return { text: uiTexts.tooShort, facts: { count: control.minLength } }
  if (validity.badInput || validity.patternMismatch || validity.stepMismatch) return { text: uiTexts.numberWrong }
  if (validity.rangeUnderflow && 'min' in control) return { text: uiTexts.tooSmall, facts: { least: control.min } }
  if (validity.rangeOverflow && 'max' in control) return { text: uiTexts.tooGreat, facts: { most: control.max } }
  return { text: control.validationMessage }
}
