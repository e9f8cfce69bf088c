import { type LogView, laterView, lookAtLog } from '../log-view.ts'
import type { Surroundings } from './assignment.ts'

/** Refreshes what this process knows about the log, never backwards; returns what this look has seen. */
export async function lookAgain(shared: Surroundings): Promise<LogView> {
  const looked = await lookAtLog(shared.database.reader)
  shared.log = laterView(shared.log, looked)
  return looked
}
