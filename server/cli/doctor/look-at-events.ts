import { setTimeout as pause } from 'node:timers/promises'
import { findIdentity, keptSince, type ListedGroup, listGroups } from '#events/index.ts'
import type { Reader } from '#platform/db/database.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** A running server that has something to do gets this long to show that it does it. */
const patienceMs = 2000

/** The log and how far every group has come; `served`: somebody should be working on it. */
export async function lookAtEvents(reader: Reader, served: boolean): Promise<Finding[]> {
  const log = await findIdentity(reader)
  if (!log) return [note('журнала событий ещё нет')]
  const since = await keptSince(reader)
  const groups = await listGroups(reader)
  const stuck = served ? await findStuck(reader, groups) : new Set<string>()
  return [
    ok(`журнал: событий ${log.lastSeq}, эпоха ${log.epoch}${since ? `, хранится с ${since.toISOString()}` : ''}`),
    ...groups.map((group) => lookAtGroup(group, stuck.has(group.group))),
  ]
}

async function findStuck(reader: Reader, before: readonly ListedGroup[]): Promise<Set<string>> {
  if (before.every(({ lag }) => lag === 0)) return new Set()
  await pause(patienceMs)
  const after = await listGroups(reader)
  const stuck = after.filter((now) => {
    const then = before.find(({ group }) => group === now.group)
    return now.lag > 0 && then !== undefined && reachOf(now) === reachOf(then)
  })
  return new Set(stuck.map(({ group }) => group))
}

function reachOf({ partitions }: ListedGroup): number {
  return partitions.reduce((sum, { position }) => sum + position, 0)
}

function lookAtGroup({ group, lag, parked, dead, lastError }: ListedGroup, stuck: boolean): Finding {
  const text = `группа ${group}: отставание ${lag}, отложено ${parked}, не обработано ${dead}`
  if (stuck) return wrong(`${text}; стоит на месте${lastError ? `: ${lastError}` : ''}`)
  if (dead > 0) return wrong(`${text}: npm run crm -- events dead-letters`)
  return parked > 0 ? note(text) : ok(text)
}
