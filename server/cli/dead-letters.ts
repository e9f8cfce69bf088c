import { discardDeadLetter, listDeadLetters, retryDeadLetter, retryDeadLetters } from '#events/index.ts'
import type { House } from '#platform/http/house.ts'
import { type Call, type Command, idOf, optionOf, WrongUse, yes } from './command.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, say } from './terminal.ts'

const shown = 1000

export const deadLetters: Command = {
  details: [
    'retry ID, или retry --group ГРУППА для всех её событий: отправить ещё раз. Работающий сервер возьмёт их в течение',
    'секунды, остановленный при запуске.',
    'discard ID: отбросить для этой группы навсегда; кто и когда решил, остаётся записано.',
  ],
  options: { group: { value: 'ГРУППА', says: 'только эта группа' }, yes },
  run: (call) => inHouse((house) => decide(house, call)),
}

async function decide(house: House, call: Call): Promise<void> {
  const [deed, word] = call.words
  if (deed === undefined) return list(house, optionOf(call, 'group'))
  const { db, clock } = house
  const group = optionOf(call, 'group')
  if (deed === 'retry' && word === undefined && group !== undefined) return retryAll(house, group)
  const id = idOf(word)
  const actor = commandActor('events dead-letters')
  if (deed === 'retry') {
    await db.inTransaction((tx) => retryDeadLetter(tx, actor, id, clock.now()))
    say(`Событие ${id} отправлено ещё раз.`)
  } else if (deed === 'discard') {
    await confirm(call, `Отбросить событие ${id} навсегда?`)
    await db.inTransaction((tx) => discardDeadLetter(tx, actor, id, clock.now()))
    say(`Событие ${id} отброшено.`)
  } else throw new WrongUse(`Не «${deed}», а retry или discard.`)
}

async function retryAll({ db, clock }: House, group: string): Promise<void> {
  const actor = commandActor('events dead-letters')
  const sent = await db.inTransaction((tx) => retryDeadLetters(tx, actor, group, clock.now()))
  say(`Отправлено ещё раз событий группы ${group}: ${sent}.`)
}

async function list({ db }: House, group: string | undefined): Promise<void> {
  const letters = await listDeadLetters(db.reader, { group, limit: shown })
  if (letters.length === 0) say('Необработанных событий нет.')
  for (const { id, group, state, topic, partition, seq, key, type, attempts, error } of letters) {
    const place = `${topic}/${partition}@${seq ?? '–'} key=${key ?? '–'}`
    say(`${id} ${state} ${group} ${type ?? '–'} ${place} попыток ${attempts}${error ? ` ${error}` : ''}`)
  }
  if (letters.length === shown) say(`Показаны последние ${shown}.`)
}
