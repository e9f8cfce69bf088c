import { verifyAudit } from '#modules/audit/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './open-house.ts'
import { say } from './terminal.ts'

const reasons = {
  missing: 'записи перед ней нет',
  missing_end: 'эта и следующие записи пропали',
  changed: 'запись изменена',
  personal_changed: 'изменена персональная часть',
} as const

export const verifyAuditTrail: Command = {
  details: ['Код 1 и место разрыва, если запись изменена или удалена. Стёртые персональные данные цепочку не рвут.'],
  options: {},
  run: () =>
    inHouse(async ({ db }) => {
      const { chains, entries, blanked, breaks } = await verifyAudit(db.reader)
      say(`Цепочек ${chains}, записей ${entries}, из них без персональной части ${blanked}.`)
      for (const { topic, partition, position, reason } of breaks)
        say(`РАЗРЫВ: ${topic}/${partition}, запись ${position}: ${reasons[reason]}.`)
      if (breaks.length === 0) say('Все цепочки целы.')
      return breaks.length === 0 ? 0 : 1
    }),
}
