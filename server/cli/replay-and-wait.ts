import { setTimeout as pause } from 'node:timers/promises'
import {
  type Consumer,
  findIdentity,
  hasLiveConsumers,
  listGroups,
  type ReplayStart,
  replayGroup,
  startEvents,
} from '#events/index.ts'
import { isServed, lockDatabaseFile } from '#platform/db/file-lock.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { CommandFailed } from './command.ts'
import { commandActor } from './open-house.ts'

/** Without any progress for this long something is wrong that waiting does not cure. */
const patienceMs = 30_000

/** What a group has made of the log. `checksum` null: nothing that could be compared. `failed`: events it could not handle. */
export type Look = { checksum: string | null; lastSeq: number; lag: number; failed: number }

/** Sets the group back and waits until it is through again; the group works here when no server runs that would do it. */
export async function replayAndWait(house: House, consumer: Consumer, start: ReplayStart) {
  const { file } = house.db
  const served = file === null ? await hasLiveConsumers(house.db) : isServed(file)
  const lock = served || file === null ? null : lockDatabaseFile(file)
  const own = served ? null : await startOwn(house, consumer)
  try {
    // what is still to come would change the content as well
    await catchUp(house, consumer)
    const before = await lookAt(house, consumer)
    const now = house.clock.now()
    await house.db.inTransaction((tx) => replayGroup(tx, commandActor('events replay'), consumer, start, now))
    const lag = await catchUp(house, consumer)
    if (lag > 0) throw new CommandFailed(`Группа ${consumer.group} не догнала журнал: осталось событий ${lag}.`)
    return { before, after: await lookAt(house, consumer) }
  } finally {
    await own?.stop()
    lock?.release()
  }
}

function startOwn({ db: database, clock, log }: House, consumer: Consumer) {
  const onProblem = (problem: { error: unknown }) => log.warn({ err: problem.error }, consumer.group)
  return startEvents({ database, clock, consumers: [consumer], onProblem })
}

/** Waits as long as there is progress; returns how many events are left. */
async function catchUp(house: House, consumer: Consumer): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let since = performance.now(); performance.now() - since < patienceMs; await pause(50)) {
    const { lag } = await lookAtGroup(house, consumer)
    if (lag === 0) return 0
    if (lag < least) since = performance.now()
    least = Math.min(least, lag)
  }
  return least
}

async function lookAt(house: House, consumer: Consumer): Promise<Look> {
  const { reader } = house.db
  const checksum = consumer.kind === 'effect' ? await consumer.projection?.checksum?.(reader) : undefined
  const { lag, parked, dead } = await lookAtGroup(house, consumer)
  const lastSeq = (await findIdentity(reader))?.lastSeq ?? 0
  return { checksum: checksum ?? null, lastSeq, lag, failed: parked + dead }
}

async function lookAtGroup({ db }: House, { group }: Consumer) {
  const found = (await listGroups(db.reader)).find((one) => one.group === group)
  if (!found) throw new Failure('group_not_found')
  return found
}
