import type { CourseAnswer } from '#contract/http/courses.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Chip, type ChipTone } from '../../ui/chip.tsx'
import { coursesTexts as texts } from './courses-texts.ts'

const tones: Readonly<Record<CourseAnswer['status'], ChipTone>> = {
  draft: 'wait',
  published: 'good',
  archived: 'plain',
}

export function CourseChip({ status }: Pick<CourseAnswer, 'status'>) {
  const say = useSay()
  return <Chip tone={tones[status]}>{say(texts[status])}</Chip>
}

export function Money({ price, currency }: Pick<CourseAnswer, 'price' | 'currency'>) {
  const { money } = useFormat()
  return <span className="whitespace-nowrap">{money(price, currency)}</span>
}

export function CourseCard({ course }: { course: CourseAnswer }) {
  return (
    <span className="grid min-w-0 flex-1 gap-0.5">
      <span className="truncate text-md font-medium">{course.title}</span>
      <span className="flex items-center justify-between gap-3">
        <CourseChip status={course.status} />
        <Money price={course.price} currency={course.currency} />
      </span>
    </span>
  )
}

/** A course on the wall: what it is called, what it is about, where it stands and what it costs. */
export function WallCard({ course }: { course: CourseAnswer }) {
  const say = useSay()
  const { day } = useFormat()
  return (
    <Link
      to={`/courses/${course.id}`}
      className="flex h-full flex-col gap-2 overflow-hidden rounded-lg border border-line bg-panel p-4 hover:border-line-strong"
    >
      <span className="line-clamp-2 flex-none break-words text-md font-semibold">{course.title}</span>
      <span className="flex-1">
        <span className="line-clamp-2 break-words text-muted">{course.description ?? say(texts.noDescription)}</span>
      </span>
      <span className="flex items-center justify-between gap-3">
        <CourseChip status={course.status} />
        <span className="text-md font-semibold">
          <Money price={course.price} currency={course.currency} />
        </span>
      </span>
      <span className="text-sm text-muted">{day(course.created_at)}</span>
    </Link>
  )
}
