import { type ReactNode, useId } from 'react'
import { useSay } from '../lib/say.ts'
import type { useSubmit } from '../lib/use-form.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Problem } from './problem.tsx'
import { uiTexts } from './ui-texts.ts'

type Props = {
  title: string
  /** What the button says; "Create" unless told. */
  submit?: string
  form: ReturnType<typeof useSubmit>
  /** The names of the fields, which show their own problems; all others stand below them. */
  fields: readonly string[]
  onClose: () => void
  children: ReactNode
}

/** A sheet at the side with one form; its buttons stay in sight while the fields scroll. */
export function FormSheet({ title, submit, form, fields, onClose, children }: Props) {
  const say = useSay()
  const id = useId()
  return (
    <Dialog
      place="side"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form={id} look="primary" busy={form.busy}>
            {submit ?? say(uiTexts.create)}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} className="grid gap-4">
        {children}
        <Problem text={form.problem(fields)} />
      </form>
    </Dialog>
  )
}
