import { useRef, useState } from 'react'
import { downloadCsv } from '../../lib/csv.ts'
import { useSay } from '../../lib/say.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { Button } from '../button.tsx'
import { uiTexts } from '../ui-texts.ts'
import { gridTexts } from './grid-texts.ts'

type DownloadProps = {
  path: string
  question: Readonly<Record<string, string>>
  fields: readonly string[]
  total: number
}

/** Exactly the rows of the present question, all of them, with the columns as they are shown. Pressed again it stops. */
export function Download({ path, question, fields, total }: DownloadProps) {
  const say = useSay()
  const [done, setDone] = useState<number | null>(null)
  const stop = useRef(new AbortController())
  const download = () => {
    stop.current = new AbortController()
    const { signal } = stop.current
    setDone(0)
    void downloadCsv(path, question, fields, { signal, onRows: setDone })
      .catch((error: unknown) => signal.aborted || toastProblem(error))
      .finally(() => setDone(null))
  }
  if (done !== null) {
    const percent = Math.min(100, Math.floor((done / total) * 100))
    return (
      <Button icon="close" title={say(gridTexts.stopExport)} onClick={() => stop.current.abort()}>
        {say(gridTexts.exporting, { percent })}
      </Button>
    )
  }
  return (
    <Button icon="download" onClick={download}>
      <span className="max-sm:sr-only">{say(uiTexts.download)}</span>
    </Button>
  )
}
