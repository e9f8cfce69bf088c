import { useMemo } from 'react'
import { here, navigate, usePath, useQueryString } from '../../lib/router.tsx'
import { type ListSpec, type ListState, questionOf, readList, writeList } from './list-address.ts'
import { readAhead } from './pages.ts'

/** `step`: the Back button leads to the state before; typing and sorting only change the present one. */
export type ChangeList = (change: Partial<ListState>, step?: 'step') => void

export function useListState(spec: ListSpec): [ListState, ChangeList] {
  const path = usePath()
  const search = useQueryString()
  const state = useMemo(() => readList(search, spec), [search, spec])
  const change = useMemo<ChangeList>(
    () => (part, step) => {
      const now = readList(here().split('?')[1] ?? '', spec)
      navigate(path + writeList({ ...now, ...part }, spec), { replace: step === undefined })
    },
    [path, spec],
  )
  return [state, change]
}

/** The first rows of the list that this document was opened for. */
export function listAhead(path: string, spec: ListSpec): Promise<unknown> | undefined {
  return readAhead({ path, question: questionOf(readList(location.search, spec), spec) })
}
