import type { Right } from '#contract/rights.ts'
import type { Answer, Caller } from './caller.ts'

/** How a test calls one route, which row of the table must open it, and what somebody who is let in may be answered. */
export type RouteFixture = {
  right: Right
  /** Whether the answer depends on whose object it is. */
  on?: 'user' | 'course'
  /** A right that this very body needs besides. */
  also?: Right
  call(caller: Caller, id: number): Promise<Answer>
  /** Statuses for somebody who is let in; 200 unless said otherwise. */
  permitted?: readonly number[]
}

/** A call that only reads. */
export const get = (right: Right, path: string, permitted: readonly number[] = [200]): RouteFixture => ({
  right,
  permitted,
  call: (caller) => caller.get(path),
})
