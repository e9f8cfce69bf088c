import type { CallConsumer } from '../consumer.ts'
import type { AnyDelivered } from '../delivered.ts'

/**
 * Runs a call with no transaction open. It has failed when it does not end within `timeoutMs`, or when the process
 * stops first; what it did until then may be done again under the same key.
 */
export async function callOut(
  consumer: CallConsumer,
  event: AnyDelivered,
  timeoutMs: number,
  giveUp: AbortSignal,
): Promise<void> {
  giveUp.throwIfAborted()
  const end = new AbortController()
  const { signal } = end
  const timer = setTimeout(() => end.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  // not AbortSignal.any: what it makes stays with `giveUp`, which lives as long as the process
  const stop = () => end.abort(giveUp.reason)
  giveUp.addEventListener('abort', stop, { once: true })
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  try {
    await Promise.race([consumer.handle(event, { key: event.id, signal }), aborted])
  } finally {
    clearTimeout(timer)
    giveUp.removeEventListener('abort', stop)
  }
}
