import { useEffect } from 'react'

/** The name of the tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Mini-CRM`
  }, [title])
}
