import { useRef, useState } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { call, newKey, Refusal } from '../../lib/api.ts'
import { refreshAround } from '../../lib/records.ts'
import { navigate } from '../../lib/router.tsx'
import { sayNow, useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { coursesPath } from './course-changes.ts'
import { coursesTexts as texts } from './courses-texts.ts'
import { currencies, readPrice } from './price.ts'

const blank = { title: '', price: '', currency: 'RUB', status: 'draft', description: '' }

export function CourseForm({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [wish, setWish] = useState(blank)
  const key = useRef(newKey())
  const dirty = JSON.stringify(wish) !== JSON.stringify(blank)
  const { mayClose, release } = useDraft(dirty)
  const close = () => mayClose() && onClose()
  const wrongPrice = wish.price !== '' && readPrice(wish.price) === null ? say(texts.priceWrong) : undefined
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    const { description, price, ...rest } = wish
    const body = { ...rest, price: readPrice(price) ?? price, ...(description.trim() && { description }) }
    const headers = { 'idempotency-key': key.current }
    const { body: course } = await call<CourseAnswer>('POST', coursesPath, { body, headers }).catch(
      (error: unknown) => {
        // A refused wish is changed before it is sent again, and a changed one needs a key of its own.
        if (error instanceof Refusal && error.status > 0) key.current = newKey()
        throw error
      },
    )
    toastDone(sayNow(texts.added, { title: course.title }))
    refreshAround(coursesPath)
    release()
    onClose()
    navigate(`${coursesPath}/${course.id}`)
  })
  const field = (name: keyof typeof blank) => ({
    name,
    value: wish[name],
    problem: problemOf(name),
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <Dialog
      place="side"
      title={say(texts.add)}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form="new-course" look="primary" busy={busy}>
            {say(uiTexts.create)}
          </Button>
        </>
      }
    >
      <form id="new-course" onSubmit={onSubmit} className="grid gap-4">
        <TextField
          label={say(texts.name)}
          required
          minLength={3}
          maxLength={200}
          autoFocus
          autoComplete="off"
          {...field('title')}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_110px] gap-3">
          <TextField
            label={say(texts.price)}
            required
            inputMode="decimal"
            autoComplete="off"
            hint={say(texts.priceHint)}
            {...field('price')}
            problem={problemOf('price') ?? wrongPrice}
          />
          <SelectField
            label={say(texts.currency)}
            {...field('currency')}
            choices={currencies.map((value) => ({ value, label: value }))}
          />
        </div>
        <SelectField
          label={say(texts.status)}
          {...field('status')}
          choices={[
            { value: 'draft', label: say(texts.asDraft) },
            { value: 'published', label: say(texts.atOnce) },
          ]}
        />
        <TextArea label={say(texts.description)} maxLength={20000} rows={8} {...field('description')} />
        <Problem text={problem(Object.keys(blank))} />
      </form>
    </Dialog>
  )
}
