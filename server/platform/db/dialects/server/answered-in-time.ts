import { Failure } from '#platform/failure.ts'

/** Rejects with `unavailable` when no answer has come within `limitMs`; `giveUp` then ends the connection. */
export function answeredInTime<T>(answer: Promise<T>, limitMs: number, giveUp: () => void): Promise<T> {
  // by hand, since every statement passes here and a race of promises costs 2 µs more
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      giveUp()
      reject(new Failure('unavailable'))
    }, limitMs)
    const settle = () => clearTimeout(timer)
    answer.then(resolve, reject)
    answer.then(settle, settle)
  })
}
