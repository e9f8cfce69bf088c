import type { Database } from '#platform/db/database.ts'
import { hasUnnumbered, numberCommitted } from './numbering.ts'
import { announce, onNotice } from './wake.ts'

export type Numberer = { stop(): Promise<void> }

/** How often to look for what a process that died has left without a number. */
const netMs = 1_000

/**
 * Runs the numbering after commits: at most one running and one pending in this process. On SQLite numbers are given
 * inside the commit, and there is nothing to do. `onProblem` hears of the first run that fails, and again after one has gone well.
 */
export function startNumberer(database: Database, instanceId: string, onProblem: (error: unknown) => void): Numberer {
  if (database.dialect === 'sqlite') return { async stop() {} }
  let wanted = false
  let running: Promise<void> | undefined
  let failing = false
  const drain = async () => {
    while (wanted) {
      wanted = false
      if (await numberBatch(database, instanceId)) wanted = true
      failing = false
    }
  }
  const ask = () => {
    wanted = true
    running ??= drain()
      .catch((error: unknown) => {
        // the database may be away: the next commit or the net asks again
        if (!failing) onProblem(error)
        failing = true
        wanted = false
      })
      .finally(() => {
        running = undefined
        if (wanted) ask()
      })
  }
  const stopListening = onNotice(instanceId, (notice) => notice.news === 'committed' && ask())
  const look = () => void hasUnnumbered(database.reader).then((left) => left && ask(), ask)
  const net = setInterval(look, netMs).unref()
  return {
    async stop() {
      stopListening()
      clearInterval(net)
      await running
    },
  }
}

/** True when there may be more. */
async function numberBatch(database: Database, instanceId: string): Promise<boolean> {
  const { lastSeq, places } = await numberCommitted(database)
  if (places.length > 0) announce(instanceId, { news: 'numbered', lastSeq, places })
  return places.length > 0
}
