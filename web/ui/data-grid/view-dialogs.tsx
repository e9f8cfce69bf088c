import { useId, useState } from 'react'
import { sayNow, useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { changeView, removeView, type SavedView, saveView } from '../../lib/views.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { TextField } from '../field.tsx'
import { Problem } from '../problem.tsx'
import { uiTexts } from '../ui-texts.ts'
import { gridTexts } from './grid-texts.ts'

type ViewDialogProps = {
  path: string
  address: string
  /** The view that is renamed; undefined: a new one. */
  view?: SavedView
  onSaved: (view: SavedView) => void
  onClose: () => void
}

/** Names a view, and says whether the team sees it. */
export function ViewDialog({ path, address, view, onSaved, onClose }: ViewDialogProps) {
  const say = useSay()
  const form = useId()
  const mayShare = useMay('views.share') && (view?.can.share ?? true)
  const [title, setTitle] = useState(view?.title ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    const wish = { title: title.trim(), ...(mayShare && { shared }) }
    const saved = view ? await changeView(view, wish) : await saveView(path, { address, shared: false, ...wish })
    toastDone(sayNow(gridTexts.viewSaved, { name: saved.title }))
    onClose()
    onSaved(saved)
  })
  return (
    <Dialog
      title={say(view ? gridTexts.rename : gridTexts.saveView)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form={form} look="primary" busy={busy}>
            {say(uiTexts.save)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} className="grid gap-4">
        <TextField
          label={say(gridTexts.viewName)}
          name="title"
          required
          maxLength={60}
          autoComplete="off"
          value={title}
          problem={problemOf('title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        {mayShare && (
          <label className="flex min-h-8 items-center gap-2.5">
            <input
              type="checkbox"
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
              className="size-3.5 accent-(--accent)"
            />
            {say(gridTexts.forTeam)}
          </label>
        )}
        <Problem text={problem(['title'])} />
      </form>
    </Dialog>
  )
}

type DeleteProps = { view: SavedView; onDeleted: () => void; onClose: () => void }

/** A view cannot be brought back, so it is asked for first. */
export function DeleteViewDialog({ view, onDeleted, onClose }: DeleteProps) {
  const say = useSay()
  const form = useId()
  const { busy, onSubmit, problem } = useSubmit(async () => {
    await removeView(view)
    toastDone(sayNow(gridTexts.viewDeleted))
    onClose()
    onDeleted()
  })
  return (
    <Dialog
      title={say(gridTexts.deleteAsk, { name: view.title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form={form} look="danger" busy={busy}>
            {say(gridTexts.deleteView)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit}>
        <p className="text-muted">{say(view.shared ? gridTexts.deleteTeamHint : gridTexts.deleteHint)}</p>
        <Problem text={problem([])} />
      </form>
    </Dialog>
  )
}
