import { useEffect } from 'react'
import { useSchoolName } from '../../lib/session.ts'

/** The name of the tab. */
export function useTitle(title: string): void {
  const school = useSchoolName()
  useEffect(() => {
    document.title = `${title} · ${school}`
  }, [title, school])
}
