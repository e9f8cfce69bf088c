import { revokeApiTokensOf } from '#modules/api-tokens/index.ts'
import { endSessions } from '#modules/sessions/index.ts'
import {
  checkPassword,
  countAccounts,
  type EndSessions,
  findUserByEmail,
  resetPassword,
  type User,
} from '#modules/users/index.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { type Call, type Command, yes } from './command.ts'
import { checkText } from './new-password.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, readNewPassword, say } from './terminal.ts'

export const resetOwner: Command = {
  details: [
    'Если действующего владельца нет, учётная запись становится владельцем (или --keep-role).',
    'Отключённая учётная запись остаётся отключённой, если не становится владельцем.',
  ],
  options: {
    'password-stdin': { says: 'взять пароль со стандартного ввода' },
    'make-owner': { says: 'сделать владельцем, даже если действующий владелец есть (спросит)' },
    'keep-role': { says: 'не менять роль, даже если владельца нет' },
    yes,
  },
  run: (call) => inHouse((house) => reset(house, call)),
}

async function reset(house: House, call: Call): Promise<void> {
  const { db, clock, config, passwords } = house
  const user = await findUserByEmail(db.reader, call.words[0] ?? '')
  if (!user) throw new Failure('user_not_found')
  if (user.status === 'erased') throw new Failure('user_erased')
  const makeOwner = await shallOwn(house, call, user)
  const password = checkText(await readNewPassword(call))
  const weak = checkPassword('password', password, makeOwner ? 'owner' : user.role, config.mode === 'local')
  const hash = await passwords.hash(password)
  const now = clock.now()
  const after = await db.inTransaction((tx) =>
    resetPassword(tx, commandActor('owner reset'), user.id, { hash, weak, makeOwner }, endAll, now),
  )
  say(`Новый пароль задан: ${after.email} (${after.role}), все сеансы завершены, ключи API отозваны.`)
  if (after.role !== user.role) say('Учётная запись теперь владелец.')
  if (after.status === 'disabled') say('Учётная запись отключена: войти нельзя, пока её не включит владелец.')
  if (weak) say('Пароль слабый: в публичном режиме вход с ним закрыт.')
}

async function shallOwn({ db }: House, call: Call, user: User): Promise<boolean> {
  const { activeOwners } = await countAccounts(db.reader)
  if (activeOwners === 0) return call.given['keep-role'] !== true
  if (call.given['make-owner'] !== true) return false
  if (user.role !== 'owner') await confirm(call, `Сделать владельцем ${user.email} (сейчас ${user.role})?`)
  return true
}

const endAll: EndSessions = async (tx, userId, now) => {
  await revokeApiTokensOf(tx, userId, now)
  return endSessions(tx, userId, now)
}
