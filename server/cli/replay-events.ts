import { previewReplay, type ReplayPlan, type ReplayStart } from '#events/index.ts'
import { createMailer } from '#modules/messages/index.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { createConsumers } from '../app.ts'
import { type Call, type Command, optionOf, WrongUse, yes } from './command.ts'
import { inHouse } from './open-house.ts'
import { type Look, replayAndWait } from './replay-and-wait.ts'
import { confirm, say } from './terminal.ts'

export const replayEvents: Command = {
  details: [
    'Сначала показывает, что будет сделано. У проекции сравнивает контрольные суммы до и после. Без работающего',
    'сервера сама выполняет работу группы, пока та не догонит журнал.',
  ],
  options: {
    from: {
      value: 'earliest|ВРЕМЯ|НОМЕР',
      says: 'откуда: с начала, со времени (2026-11-22T12:00Z) или с номера события',
    },
    yes,
  },
  run: (call) => inHouse((house) => replay(house, call)),
}

async function replay(house: House, call: Call): Promise<number> {
  const consumers = createConsumers(house, createMailer(house.config.mail))
  const consumer = consumers.find(({ group }) => group === call.words[0])
  if (!consumer) throw new Failure('group_not_found')
  const start = startOf(optionOf(call, 'from'))
  sayPlan(await previewReplay(house.db.reader, consumer, start))
  await confirm(call, `Повторить события группе ${consumer.group}?`)
  const { before, after } = await replayAndWait(house, consumer, start)
  return compare(before, after)
}

/** Throws `WrongUse` when it is neither a number, nor a point in time, nor the beginning. */
function startOf(from: string | undefined): ReplayStart {
  if (from === 'earliest') return { from }
  if (/^\d{1,15}$/.test(from ?? '')) return { from: 'seq', seq: Number(from) }
  const time = new Date(/^\d{4}-\d\d-\d\d/.test(from ?? '') ? (from as string) : Number.NaN)
  if (Number.isNaN(time.getTime())) throw new WrongUse('Откуда повторять: --from earliest, время или номер события.')
  return { from: 'time', time }
}

function sayPlan({ group, events, rebuild, checkpoint, partitions }: ReplayPlan): void {
  say(`Группа ${group}: событий к повтору ${events}${rebuild ? ', проекция будет построена заново' : ''}.`)
  if (checkpoint !== null) say(`Журнал сокращён: отправная точка от ${checkpoint}.`)
  for (const { topic, partition, position, target } of partitions)
    if (target !== position) say(`  ${topic}/${partition}: с ${position} на ${target}`)
}

/** Exit code 1 when what was built anew differs and nothing explains why. */
function compare(before: Look, after: Look): number {
  say('Группа догнала журнал.')
  if (after.failed > 0) say(`Не обработано событий: ${after.failed}, см. events dead-letters.`)
  if (before.checksum === null || after.checksum === null) return 0
  say(`Контрольная сумма до:    ${before.checksum}`)
  say(`Контрольная сумма после: ${after.checksum}`)
  if (before.checksum === after.checksum) say('Совпадает.')
  else if (isComparable(before, after)) say('НЕ совпадает: проекция отличалась от журнала и построена заново.')
  else say('Отличается: за это время обработаны и другие события, сравнить нельзя.')
  return before.checksum !== after.checksum && isComparable(before, after) ? 1 : 0
}

function isComparable(before: Look, after: Look): boolean {
  return before.lastSeq === after.lastSeq && before.lag + before.failed + after.failed === 0
}
