import { CreateUser } from '#contract/http/users.ts'
import { checkPassword, createUser, findUserByEmail, ownerExists } from '#modules/users/index.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { validatorOf } from '#platform/http/validation.ts'
import type { Call, Command } from './command.ts'
import { checkText } from './new-password.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, readNewPassword, say, valueOrAnswer } from './terminal.ts'

export const createOwner: Command = {
  details: ['Спросит адрес, имя и пароль. Пароль нельзя передать параметром: параметры видны другим программам.'],
  options: {
    email: { value: 'АДРЕС', says: 'адрес, с которым владелец входит' },
    name: { value: 'ИМЯ', says: 'имя' },
    'password-stdin': { says: 'взять пароль со стандартного ввода' },
    yes: { says: 'создать, даже если владелец уже есть' },
  },
  run: (call) => inHouse((house) => create(house, call), { create: true }),
}

async function create(house: House, call: Call): Promise<void> {
  const { db, clock, config, passwords } = house
  const first = !(await ownerExists(db.reader))
  if (!first) await confirm(call, 'Владелец уже есть. Создать ещё одного?')
  const wish = await readWish(house, call)
  const weak = checkPassword('password', wish.password, 'owner', config.mode === 'local')
  const passwordHash = await passwords.hash(wish.password)
  const account = {
    email: wish.email,
    name: wish.name,
    age: null,
    locale: 'ru',
    passwordHash,
    passwordIsWeak: weak,
  } as const
  const user = await db.inTransaction((tx) =>
    createUser(tx, commandActor('owner create'), account, { role: 'owner', claim: first }, clock.now()),
  )
  say(`Владелец создан: ${user.email}, учётная запись ${user.id}.`)
  if (weak) say('Пароль слабый: в публичном режиме вход с ним закрыт.')
}

/** What the API would take, and nothing else. A taken address is said before anybody thinks up a password. */
async function readWish({ db }: House, call: Call): Promise<CreateUser> {
  const email = await valueOrAnswer(call, 'email', 'E-mail')
  if (await findUserByEmail(db.reader, email)) throw new Failure('email_taken')
  const name = await valueOrAnswer(call, 'name', 'Имя')
  const password = checkText(await readNewPassword(call))
  return validatorOf(CreateUser, 'body')({ email, name, password }) as CreateUser
}
