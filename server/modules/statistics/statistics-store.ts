import { createHash } from 'node:crypto'
import type { Projection } from '#events/index.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { preparedChange } from '#platform/db/prepared.ts'
import { insertUnlessThere } from '#platform/db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    daily_statistics: DailyStatisticsTable
  }
}

type DailyStatisticsTable = {
  /** UTC, YYYY-MM-DD. */
  day: string
  registrations: number
  logins: number
  courses: number
}
export type Day = DailyStatisticsTable
export type Count = 'registrations' | 'logins' | 'courses'

/** Adds one to a count of the day that `time` (epoch milliseconds) falls on, UTC. */
export async function addToDay(tx: Tx, time: number, count: Count): Promise<void> {
  const day = dayOf(time)
  if ((await addOne[count](tx, { day })) > 0) return
  await insertUnlessThere(tx, 'daily_statistics', { day, registrations: 0, logins: 0, courses: 0 }, ['day'])
  await addOne[count](tx, { day })
}

const addOne = { registrations: adding('registrations'), logins: adding('logins'), courses: adding('courses') }

function adding(count: Count) {
  return preparedChange((db, { day }: { day: string }) =>
    db
      .updateTable('daily_statistics')
      .set((eb) => ({ [count]: eb(count, '+', 1) }))
      .where('day', '=', day),
  )
}

export function dayOf(time: number | Date): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** Days that have counts, both ends included. */
export function listDays(reader: Reader, from: string, to: string): Promise<Day[]> {
  return reader
    .selectFrom('daily_statistics')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
}

function allDays(reader: Reader): Promise<Day[]> {
  return reader
    .selectFrom('daily_statistics')
    .select(['day', 'registrations', 'logins', 'courses'])
    .orderBy('day')
    .execute()
}

export const dailyStatistics: Projection = {
  clear: async (tx) => void (await tx.deleteFrom('daily_statistics').execute()),
  save: async (tx) => JSON.stringify(await allDays(tx)),
  load: async (tx, saved) => {
    for (const day of JSON.parse(saved) as Day[]) await tx.insertInto('daily_statistics').values(day).execute()
  },
  checksum: async (reader) =>
    createHash('sha256')
      .update(JSON.stringify(await allDays(reader)))
      .digest('hex'),
}
