import { exportPerson, findUser } from '#modules/users/index.ts'
import { Failure } from '#platform/failure.ts'
import { exportParts } from '../app.ts'
import { type Command, idOf } from './command.ts'
import { inHouse } from './open-house.ts'
import { say } from './terminal.ts'

export const exportUser: Command = {
  details: [
    'Учётная запись, сеансы, ключи API, письма, события и аудит, одним JSON: для ответа на запрос человека о его данных.',
    'Паролей, ключей и их отпечатков в нём нет.',
  ],
  options: {},
  run: (call) =>
    inHouse(async ({ db: { reader } }) => {
      const user = await findUser(reader, idOf(call.words[0]))
      if (!user) throw new Failure('user_not_found')
      say(JSON.stringify(await exportPerson(reader, user, exportParts), null, 2))
    }),
}
