import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Card } from '../../ui/card.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'

type AnswerCardProps<Body> = {
  title: string
  aside?: ReactNode
  answer: UseQueryResult<Body>
  lines?: number
  children: (body: Body) => ReactNode
}

/** A card that loads, fails or shows its one answer. */
export function AnswerCard<Body>({ title, aside, answer, lines = 3, children }: AnswerCardProps<Body>) {
  const { data, error, refetch } = answer
  return (
    <Card title={title} aside={aside}>
      {error && data === undefined && <Failed error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <SkeletonLines lines={lines} />}
      {data !== undefined && children(data)}
    </Card>
  )
}

/** A fact with its name: side by side where there is room. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line py-2 last:border-0 sm:grid-cols-[220px_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
