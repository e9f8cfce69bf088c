import { ownerExists } from '#modules/users/index.ts'
import type { House } from '#platform/http/house.ts'
import { type ImportReport, importLegacy } from '../import-legacy/import-legacy.ts'
import { type LegacySource, openLegacySource } from '../import-legacy/legacy-source.ts'
import { type Call, type Command, yes } from './command.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, say } from './terminal.ts'

const nouns = { user: 'учётная запись', course: 'курс' } as const

export const importLegacyRows: Command = {
  details: [
    'DB_URL – адрес базы прежнего сервиса, как он стоял в его настройках; она только читается. Данные попадают в базу',
    'из своих настроек. Номера сохраняются, открытые пароли хешируются. Повтор продолжает и ничего не удваивает.',
  ],
  options: {
    'dry-run': { says: 'только проверить строки и назвать те, что не перейдут' },
    yes: { ...yes, says: 'перенести, даже если письма новым людям уйдут через SMTP_URL' },
  },
  run: async (call) => {
    const source = await openLegacySource(call.words[0] ?? '')
    try {
      return await inHouse((house) => bringOver(house, source, call), { create: true })
    } finally {
      await source.close()
    }
  },
}

async function bringOver(house: House, source: LegacySource, call: Call): Promise<number> {
  const dryRun = call.given['dry-run'] === true
  if (house.config.mail && !dryRun)
    await confirm(call, 'SMTP_URL задан: каждому перенесённому человеку уйдёт письмо. Перенести?')
  const totals = { user: await source.count('users'), course: await source.count('courses') }
  say(`В прежней базе: учётных записей ${totals.user}, курсов ${totals.course}.`)
  const report = await importLegacy(house, source, {
    actor: commandActor('import-legacy'),
    dryRun,
    onProgress: (entity, done) => {
      if (done % 100 === 0) say(`  ${nouns[entity]}: ${done} из ${totals[entity]}`)
    },
    onLeftOut: (id, what) => say(`! ${nouns.user} ${id}: ${what}`),
    onRefused: (entity, id, reason) => say(`!! не перейдёт: ${nouns[entity]} ${id}: ${reason}`),
  })
  await sayReport(house, report, dryRun)
  return report.refused > 0 ? 1 : 0
}

async function sayReport(house: House, { users, courses, known, refused, owner }: ImportReport, dryRun: boolean) {
  say(`${dryRun ? 'Перейдут' : 'Перенесено'}: учётных записей ${users}, курсов ${courses}.`)
  if (known > 0) say(`Перенесены раньше и не тронуты: строк ${known}.`)
  if (refused > 0) say(`Остались в прежней базе: строк ${refused}; причины названы выше.`)
  if (owner !== null) say(`Владельца не было, им стал первый администратор: учётная запись ${owner}.`)
  else if (!dryRun && !(await ownerExists(house.db.reader)))
    say('Владельца нет: создайте его командой npm run crm -- owner create.')
}
