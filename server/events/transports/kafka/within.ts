/** Rejects after `ms`, whatever becomes of the work; what it ends with later is ignored. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

/** Waits until it has ended, well or not, but never longer than `ms`. */
export async function atMost(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  if (work) await within(ms, work).catch(() => {})
}
