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
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  const signal = AbortSignal.any([late.signal, giveUp])
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  try {
    signal.throwIfAborted()
    await Promise.race([consumer.handle(event, { key: event.id, signal }), aborted])
  } finally {
    clearTimeout(timer)
  }
}
