import { Failure } from '#platform/failure.ts'

/** Rejects with `unavailable` when no answer has come within `limitMs`; `giveUp` then ends the connection. */
export async function answeredInTime<T>(answer: Promise<T>, limitMs: number, giveUp: () => void): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    giveUp()
    reject(new Failure('unavailable'))
  }, limitMs)
  // whoever stopped waiting must not leave an unhandled rejection behind
  answer.catch(() => {})
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
