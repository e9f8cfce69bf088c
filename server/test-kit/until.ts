import { setTimeout as pause } from 'node:timers/promises'

/** Resolves when it holds; rejects with `what` after the limit. */
export async function until(holds: () => Promise<boolean>, what: string, limitMs = 20_000): Promise<void> {
  const giveUp = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`waited in vain for: ${what}`)
    await pause(100)
  }
}
