import { useQuery } from '@tanstack/react-query'
import { call, Refusal } from '../lib/api.ts'
import { Link } from '../lib/router.tsx'
import { useSay } from '../lib/say.ts'
import { takeRestBack } from '../lib/toasts.ts'
import { showUndoConflict, type UndoConflict, useUndoConflict } from '../lib/undo-conflict.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { uiTexts } from '../ui/ui-texts.ts'
import { appTexts } from './app-texts.ts'

const mostNamed = 12

/** Why something was not undone: the records that were changed since, each with its link. */
export function UndoConflictDialog() {
  const conflict = useUndoConflict()
  return conflict && <Conflict conflict={conflict} />
}

function Conflict({ conflict }: { conflict: UndoConflict }) {
  const say = useSay()
  const close = () => showUndoConflict(null)
  const { path, ids, count, rest } = conflict
  const named = ids.slice(0, mostNamed)
  return (
    <Dialog
      title={say(appTexts.undoConflict)}
      onClose={close}
      footer={
        <>
          {rest && (
            <Button
              onClick={() => {
                close()
                void takeRestBack(rest)
              }}
            >
              {say(appTexts.undoOthers)}
            </Button>
          )}
          <Button look="primary" onClick={close}>
            {say(uiTexts.close)}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-muted">{say(appTexts.undoConflictHint, { count })}</p>
      <ul className="grid gap-1.5">
        {named.map((id) => (
          <li key={id}>
            <Link
              to={`${path}/${id}`}
              onClick={close}
              className="break-words text-accent-text underline underline-offset-2"
            >
              <NameOf path={path} id={id} />
            </Link>
          </li>
        ))}
      </ul>
      {count > named.length && (
        <p className="mt-2 text-muted">{say(appTexts.andMore, { count: count - named.length })}</p>
      )}
    </Dialog>
  )
}

type Named = { name?: string; title?: string }

/** What cannot be read any more is told by its number. */
function NameOf({ path, id }: { path: string; id: number }) {
  const { data } = useQuery({
    queryKey: ['record', path, id],
    queryFn: async () => (await call<Named>('GET', `${path}/${id}`)).body,
    retry: (failures, error) => !(error instanceof Refusal) && failures < 1,
  })
  return data?.name ?? data?.title ?? `№ ${id}`
}
