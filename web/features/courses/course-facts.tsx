import type { CourseAnswer } from '#contract/http/courses.ts'
import type { UserAnswer } from '#contract/http/users.ts'
import { useFormat } from '../../lib/format.ts'
import { useRecord } from '../../lib/records.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useReach } from '../../lib/session.ts'
import { Happened } from '../../ui/happened.tsx'
import { InlineField } from '../../ui/inline-field.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { useFieldEditor } from '../../ui/use-field-editor.tsx'
import { coursesPath } from './course-changes.ts'
import { CourseChip, Money } from './course-chips.tsx'
import { coursesTexts as texts } from './courses-texts.ts'
import { currencies, readPrice } from './price.ts'

/** What moves a course from one status to another. */
const moving = ['created', 'published', 'archived', 'restored'].map((what) => `course.${what}`)

export function CourseFacts({ id }: { id: number }) {
  const { data, error, refetch } = useRecord<CourseAnswer>(coursesPath, id)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  return <Facts course={data} />
}

function Facts({ course }: { course: CourseAnswer }) {
  const say = useSay()
  const { moment } = useFormat()
  const names = { title: texts.name, description: texts.description, price: texts.price, currency: texts.currency }
  const { save, dialog } = useFieldEditor({
    path: coursesPath,
    record: course,
    saved: texts.saved,
    nameOf: (field) => say(names[field as keyof typeof names] ?? texts.name),
    showOf: (_, value) => String(value ?? '—'),
  })
  const { update = false, set_price: setPrice = false } = course.can ?? {}
  const price = (typed: string) => {
    const read = readPrice(typed)
    if (read === null) throw new Error(say(texts.priceWrong))
    return save({ price: Number(read) })
  }
  const money = [...new Set([course.currency, ...currencies])].map((value) => ({ value, label: value }))
  return (
    <>
      <dl>
        <InlineField label={say(texts.name)} value={course.title} editable={update} onSave={(title) => save({ title })}>
          <span className="break-words">{course.title}</span>
        </InlineField>
        <InlineField
          label={say(texts.price)}
          value={String(course.price)}
          editable={update && setPrice}
          inputMode="decimal"
          onSave={async (typed) => price(typed)}
        >
          <Money price={course.price} currency={course.currency} />
        </InlineField>
        <InlineField
          label={say(texts.currency)}
          value={course.currency}
          editable={update && setPrice}
          choices={money}
          onSave={(currency) => save({ currency })}
        >
          {course.currency}
        </InlineField>
        <Plain label={say(texts.status)}>
          <Happened topic="course-events" id={course.id} types={moving}>
            <CourseChip status={course.status} />
          </Happened>
        </Plain>
        {course.author_id !== null && (
          <Plain label={say(texts.author)}>
            <Author id={course.author_id} />
          </Plain>
        )}
        <Plain label={say(texts.created)}>
          <Happened topic="course-events" id={course.id} types={['course.created']}>
            {moment(course.created_at)}
          </Happened>
        </Plain>
        {course.published_at && (
          <Plain label={say(texts.publishedAt)}>
            <Happened topic="course-events" id={course.id} types={['course.published', 'course.created']}>
              {moment(course.published_at)}
            </Happened>
          </Plain>
        )}
        <Plain label={say(texts.number)}>{course.id}</Plain>
        <InlineField
          label={say(texts.description)}
          value={course.description ?? ''}
          editable={update}
          lines={8}
          onSave={(text) => save({ description: text.trim() === '' ? null : text })}
        >
          <span className="whitespace-pre-wrap break-words">{course.description ?? say(texts.noDescription)}</span>
        </InlineField>
      </dl>
      {dialog}
    </>
  )
}

function Plain({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <InlineField label={label} value="" editable={false} onSave={async () => {}}>
      {children}
    </InlineField>
  )
}

/** A name for whoever may read it, else the number. */
function Author({ id }: { id: number }) {
  const mayRead = useReach('users.read') === 'all'
  return mayRead ? <AuthorName id={id} /> : id
}

function AuthorName({ id }: { id: number }) {
  const { data } = useRecord<UserAnswer>('/users', id)
  return (
    <Link to={`/users/${id}`} className="text-accent-text underline-offset-2 hover:underline">
      {data?.name ?? id}
    </Link>
  )
}
