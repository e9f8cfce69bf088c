import { useEffect, useRef, useState } from 'react'
import { call, newKey, Refusal } from './api.ts'
import { explain } from './explain.ts'

/**
 * Runs a submit: one at a time, problems sorted into fields (by the last name of their `loc`) and the rest. What was
 * typed always stays.
 */
export function useSubmit(work: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const running = useRef(false)
  useEffect(() => {
    if (error) document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])
  const submit = async () => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (caught) {
      setError(caught)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return {
    busy,
    onSubmit: (event: { preventDefault(): void }) => {
      event.preventDefault()
      void submit()
    },
    /** What is wrong with one field. */
    problemOf: (field: string) => fieldsOf(error).find(({ loc }) => loc.at(-1) === field)?.msg,
    /** What is wrong besides; `shown`: fields that show their own problems. */
    problem: (shown: readonly string[]) => otherProblem(error, shown),
  }
}

/**
 * Sends what is to be made, under a key that stays until it is refused: a press repeated after a lost answer makes nothing
 * twice, and a wish that was changed because it was refused is a new one.
 */
export function useCreate() {
  const key = useRef(newKey())
  return async <Made>(path: string, body: object): Promise<Made> => {
    try {
      return (await call<Made>('POST', path, { body, headers: { 'idempotency-key': key.current } })).body
    } catch (error) {
      if (error instanceof Refusal && error.status > 0) key.current = newKey()
      throw error
    }
  }
}

function fieldsOf(error: unknown) {
  return error instanceof Refusal ? error.fields : []
}

function otherProblem(error: unknown, shown: readonly string[]): string | null {
  if (error === null) return null
  if (!(error instanceof Refusal) || error.fields.length === 0) return explain(error)
  const others = error.fields.filter(({ loc }) => !shown.includes(String(loc.at(-1))))
  return others.length > 0 ? others.map(({ msg }) => msg).join('. ') : null
}
