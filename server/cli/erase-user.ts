import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hasLiveConsumers, listGroups } from '#events/index.ts'
import { eraseUser, findUser } from '#modules/users/index.ts'
import { isServed } from '#platform/db/file-lock.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { eraseParts } from '../app.ts'
import { type Call, type Command, idOf, yes } from './command.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, say } from './terminal.ts'

const patienceMs = 15_000

export const erase: Command = {
  details: [
    'Стирает их в учётной записи, событиях, письмах, сеансах и журнале аудита, затем перезаписывает файл базы, чтобы в',
    'нём не осталось и следа. Номера, деньги и ход событий остаются. Копии базы команда не трогает, но называет.',
  ],
  options: { yes },
  run: (call) => inHouse((house) => eraseEverywhere(house, call)),
}

async function eraseEverywhere(house: House, call: Call): Promise<number> {
  const id = idOf(call.words[0])
  const user = await findUser(house.db.reader, id)
  if (!user) throw new Failure('user_not_found')
  await confirm(call, `Стереть навсегда данные учётной записи ${id} (${user.email})?`)
  await forget(house, id)
  const { file } = house.db
  if (file === null ? await hasLiveConsumers(house.db) : isServed(file)) {
    // a consumer may have read an event before and written what it said after: once more, when it is through
    await settled(house)
    await forget(house, id)
  }
  say(`Данные учётной записи ${id} стёрты.`)
  if (file === null) return sayServer()
  const clean = await compacted(house)
  if (clean) say('Файл базы перезаписан: прежних байтов в нём и рядом с ним нет.')
  else say('Файл базы перезаписать не удалось, он занят: прежние байты могли остаться. Повторите команду.')
  sayCopies(file)
  return clean ? 0 : 1
}

/** Only the server itself can say when it has overwritten what was deleted. */
function sayServer(): number {
  say('В файлах сервера прежние байты остаются до его уборки: VACUUM FULL в PostgreSQL, OPTIMIZE TABLE в MySQL.')
  say('Резервные копии базы, сделанные раньше, тоже их хранят.')
  return 0
}

async function forget({ db, clock }: House, id: number): Promise<void> {
  await db.inTransaction((tx) => eraseUser(tx, commandActor('erase-user'), id, eraseParts, clock.now()))
}

/** Or not, when consumers are held up; what they still have to do comes from the log, and that is blank already. */
async function settled({ db }: House): Promise<void> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; await pause(100))
    if ((await listGroups(db.reader)).every(({ lag }) => lag === 0)) return
}

/** Tries until no other process stands in the way, for a bounded time. */
async function compacted({ db }: House): Promise<boolean> {
  for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; await pause(100)) {
    try {
      if (await db.compact()) return true
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'overloaded') throw error
    }
  }
  return false
}

/** Other copies of the database remember; whoever keeps them has to decide about them. */
function sayCopies(file: string): void {
  const copies = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.before-`))
  for (const name of copies) say(`Здесь прежние данные ещё есть: ${join(dirname(file), name)}`)
  say('Резервные копии базы, сделанные раньше, тоже их хранят.')
}
