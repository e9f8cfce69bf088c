/** How far a group has come in one partition. A value: every step makes a new one. */
export type Progress = {
  readonly epoch: number
  /** Number of the last event of our log that is settled. */
  readonly seq: number
  /** Skipped records of an older epoch beyond its end. */
  readonly ghosts: number
  /** For records without a number of ours: transport log → the last offset that is settled. */
  readonly passed: ReadonlyMap<string, number>
}

export function pastNumber(progress: Progress, seq: number): Progress {
  return { ...progress, seq }
}

export function pastOffset(progress: Progress, log: string, offset: number): Progress {
  return { ...progress, passed: new Map(progress.passed).set(log, offset) }
}

export function pastGhost(progress: Progress, log: string, offset: number): Progress {
  return { ...pastOffset(progress, log, offset), ghosts: progress.ghosts + 1 }
}
