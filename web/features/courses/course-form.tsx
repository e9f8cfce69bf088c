import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { call } from '../../lib/api.ts'
import { refreshAround } from '../../lib/records.ts'
import { navigate } from '../../lib/router.tsx'
import { sayNow, useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useCreate, useSubmit } from '../../lib/use-form.ts'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { coursesPath } from './course-changes.ts'
import { coursesTexts as texts } from './courses-texts.ts'
import { currencies, readPrice } from './price.ts'

const nothing = { title: '', price: '', currency: 'RUB', status: 'draft', description: '' }

export function CourseForm({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const blank = { ...nothing, currency: useLatestCurrency() }
  const [typed, setTyped] = useState<Partial<typeof nothing>>({})
  const wish = { ...blank, ...typed }
  const create = useCreate()
  const dirty = JSON.stringify(wish) !== JSON.stringify(blank)
  const { mayClose, release } = useDraft(dirty)
  const close = () => mayClose() && onClose()
  const wrongPrice = wish.price !== '' && readPrice(wish.price) === null ? say(texts.priceWrong) : undefined
  const form = useSubmit(async () => {
    const { description, price, ...rest } = wish
    const body = { ...rest, price: readPrice(price) ?? price, ...(description.trim() && { description }) }
    const course = await create<CourseAnswer>(coursesPath, body)
    toastDone(sayNow(texts.added, { title: course.title }))
    refreshAround(coursesPath)
    release()
    onClose()
    navigate(`${coursesPath}/${course.id}`)
  })
  const field = (name: keyof typeof nothing) => ({
    name,
    value: wish[name],
    problem: form.problemOf(name),
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  })
  return (
    <FormSheet title={say(texts.add)} form={form} fields={Object.keys(blank)} onClose={close}>
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
          problem={form.problemOf('price') ?? wrongPrice}
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
    </FormSheet>
  )
}

/** A school that sells in one currency goes on in it. */
function useLatestCurrency(): string {
  const { data } = useQuery({
    queryKey: ['latest-currency'],
    queryFn: async ({ signal }) => (await call<CourseAnswer[]>('GET', `${coursesPath}?limit=1`, { signal })).body,
  })
  return data?.[0]?.currency ?? nothing.currency
}
