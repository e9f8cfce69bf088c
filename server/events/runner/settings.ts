/** Times in milliseconds. */
export type RunnerSettings = {
  /** How often to look for what no notice told: commits of other processes, replays, due retries. */
  readonly netMs: number
  readonly effectTimeoutMs: number
  readonly callTimeoutMs: number
  /** Records read at once. */
  readonly batch: number
  /** Effects share a transaction for at most this long: on SQLite every request waits behind it. */
  readonly batchMs: number
  /** Waits between the first tries, made while the partition stands still. */
  readonly inPlaceMs: readonly number[]
  /** Waits between later tries, while other keys go on; after the last one the event is a dead letter. */
  readonly parkedMs: readonly number[]
  /** How long a stop waits for work that has begun. */
  readonly stopMs: number
}

/** Eight tries within about ten minutes. */
export const usualSettings: RunnerSettings = {
  netMs: 1_000,
  effectTimeoutMs: 5_000,
  callTimeoutMs: 30_000,
  batch: 100,
  batchMs: 5,
  inPlaceMs: [20, 60, 150],
  parkedMs: [5_000, 30_000, 120_000, 450_000],
  stopMs: 5_000,
}

/** Spreads equal waits over ±50 %, so that what failed together does not come back together. */
export function jittered(ms: number, random = Math.random): number {
  return Math.round(ms * (0.5 + random()))
}

/** The wait after this many failed tries, or null: it was the last one. */
export function parkedDelay(
  attempts: number,
  { inPlaceMs, parkedMs }: Pick<RunnerSettings, 'inPlaceMs' | 'parkedMs'>,
): number | null {
  const ms = parkedMs[Math.max(0, attempts - 1 - inPlaceMs.length)]
  return ms === undefined ? null : jittered(ms)
}

/** No wait is longer than this. */
export function longestDelay({ parkedMs }: Pick<RunnerSettings, 'parkedMs'>): number {
  return Math.ceil(Math.max(0, ...parkedMs) * 1.5)
}
