/** wrong: a person is needed. note: worth knowing. */
export type Finding = { readonly state: 'ok' | 'note' | 'wrong'; readonly text: string }

export const ok = (text: string): Finding => ({ state: 'ok', text })
export const note = (text: string): Finding => ({ state: 'note', text })
export const wrong = (text: string): Finding => ({ state: 'wrong', text })

const marks = { ok: ' ok  ', note: ' ·   ', wrong: ' !!  ' } as const

export function lineOf({ state, text }: Finding): string {
  return marks[state] + text
}
