import type { CourseAnswer } from '#contract/http/courses.ts'
import { useFormat } from '../../lib/format.ts'
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
