import { setTimeout as pause } from 'node:timers/promises'
import { jittered } from '../../runner/settings.ts'
import type { BrokerWatch } from './broker-watch.ts'

const backOffMs = { first: 200, longest: 30_000 }

/** Waits longer after each failure, but only until the broker's state changes or `stop`. */
export async function backOff(watch: BrokerWatch, failures: number, stop: AbortSignal): Promise<void> {
  const changed = new AbortController()
  const stopWaiting = watch.onChange(() => changed.abort())
  const ms = Math.min(backOffMs.longest, backOffMs.first * 2 ** failures)
  const signal = AbortSignal.any([changed.signal, stop])
  await pause(jittered(ms), undefined, { signal }).catch(() => {})
  stopWaiting()
}
