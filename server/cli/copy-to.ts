import type { Database } from '#platform/db/database.ts'
import { databaseAddress } from '#platform/db/database-url.ts'
import { lockDatabaseFile } from '#platform/db/file-lock.ts'
import { openDatabase } from '#platform/db/open.ts'
import type { House } from '#platform/http/house.ts'
import { copyDatabase } from '../copy/copy-database.ts'
import { endProgress } from '../copy/copy-progress.ts'
import { whileLocked } from '../copy/lock-source.ts'
import { prepareTarget } from '../copy/prepare-target.ts'
import { migrations } from '../migrations/index.ts'
import { type Command, CommandFailed, WrongUse } from './command.ts'
import { inHouse } from './open-house.ts'
import { say } from './terminal.ts'

export const copyTo: Command = {
  details: [
    'Копирует всё из базы своих настроек в DB_URL, сверяет число строк и контрольные суммы, открывает новую эпоху журнала.',
    'Прерванную копию тот же вызов продолжает. После неё укажите новый адрес в DB_URL и больше не запускайте прежнюю базу.',
  ],
  options: {},
  run: async ({ words }) => {
    const url = words[0] ?? ''
    const address = databaseAddress(url)
    await inHouse(async (house) => {
      if (sameHome(house.config.dbUrl, url)) throw new WrongUse('Это та же самая база.')
      const lock = address.dialect === 'sqlite' ? lockDatabaseFile(address.file) : null
      try {
        await copyInto(house, url)
      } finally {
        lock?.release()
      }
    })
  },
}

function sameHome(one: string, other: string): boolean {
  return JSON.stringify(databaseAddress(one)) === JSON.stringify(databaseAddress(other))
}

async function copyInto(house: House, url: string): Promise<void> {
  const target = await openDatabase(url)
  try {
    await whileLocked(house.db, (from) => copyLocked(from, target, house.clock.now()))
    say(`Готово: ${target.label}. Число строк и контрольные суммы совпали, открыта новая эпоха журнала.`)
    say('Укажите новый адрес в DB_URL; прежнюю базу больше не запускайте.')
  } finally {
    await target.close()
  }
}

async function copyLocked(from: Database['reader'], target: Database, now: Date): Promise<void> {
  if ((await prepareTarget(from, target, migrations)) === 'resumed') say('Продолжается прерванная копия.')
  const onProgress = progressLine()
  const differences = await copyDatabase(from, target, { now, onProgress })
  for (const { table, source, target: copied } of differences) say(`!! ${table}: ${source} ≠ ${copied}`)
  if (differences.length > 0) throw new CommandFailed('Копия отличается от источника; целевая база не годится.')
  await endProgress(target.reader)
}

const words = { copied: 'перенос', compared: 'сверка' } as const

/** At most two lines a second, and one for every table that holds something. */
function progressLine(): (step: keyof typeof words, table: string, rows: number) => void {
  let last = { place: '', at: 0 }
  return (step, table, rows) => {
    const place = `${words[step]} ${table}`
    if (rows === 0 || (place === last.place && performance.now() - last.at < 500)) return
    last = { place, at: performance.now() }
    say(`  ${place}: ${rows}`)
  }
}
