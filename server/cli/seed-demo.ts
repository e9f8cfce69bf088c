import { randomBytes } from 'node:crypto'
import { type Locale, locales } from '#contract/error-texts.ts'
import { listCourseTitles } from '#modules/courses/index.ts'
import { getSchool } from '#modules/school/index.ts'
import { countAccounts, ownerExists } from '#modules/users/index.ts'
import type { House } from '#platform/http/house.ts'
import { DemoSchool, missingParts } from '../../seeds/demo-school.ts'
import { casts, type DemoPerson } from '../../seeds/people.ts'
import { planDemo } from '../../seeds/plan-demo.ts'
import { type Call, type Command, optionOf, WrongUse, yes } from './command.ts'
import { commandActor, inHouse } from './open-house.ts'
import { confirm, say } from './terminal.ts'

export const seedDemo: Command = {
  details: [
    'Сотрудники, ученики, курсы во всех состояниях и их события за последние 60 дней. Пароль демо-учётных записей',
    'показывается один раз. Повтор ничего не удваивает. Если в базе уже есть люди или курсы, спросит.',
  ],
  options: {
    language: { value: 'ru|en', says: 'язык людей и курсов; без него язык школы' },
    yes: { ...yes, says: 'наполнить, даже если база не пуста' },
  },
  run: (call) => inHouse((house) => seed(house, call), { create: true }),
}

async function seed(house: House, call: Call): Promise<void> {
  const language = await languageOf(house, call)
  const { owner, staff, students } = casts[language]
  const story = planDemo(house.clock.now(), language)
  if ((await missingParts(house, story)) === 0) return say('Демо-школа уже на месте, ничего не изменено.')
  for (const reason of await reasonsToAsk(house)) await confirm(call, `${reason} Всё равно добавить демо-школу?`)
  const password = randomBytes(12).toString('base64url')
  const withOwner = !(await ownerExists(house.db.reader))
  saySignIns([...(withOwner ? [owner] : []), ...staff, ...students.slice(0, 1)], password)
  const hash = await house.passwords.hash(password)
  const school = new DemoSchool(house, commandActor('seed demo').requestId, language, password, hash)
  for (const step of story) await school.live(step)
  const { accounts, courses, signIns } = school.grown
  say(`Готово: учётных записей ${accounts}, курсов ${courses}, входов ${signIns} за 60 дней.`)
}

async function languageOf({ db }: House, call: Call): Promise<Locale> {
  const asked = optionOf(call, 'language')
  if (asked === undefined) return (await getSchool(db.reader)).locale
  const known = locales.find((locale) => locale === asked)
  if (!known) throw new WrongUse(`Язык ${locales.join(' или ')}, а не «${asked}».`)
  return known
}

/** One owner and nothing else is what a new school looks like. */
async function reasonsToAsk({ db: { reader } }: House): Promise<string[]> {
  const { all, activeOwners } = await countAccounts(reader)
  const courses = (await listCourseTitles(reader)).length
  const used = courses > 0 || all > activeOwners || all > 1
  return used ? [`В базе уже есть учётные записи (${all}) и курсы (${courses}).`] : []
}

/** Before the first account exists: whoever interrupts the command still knows the password. */
function saySignIns(people: readonly DemoPerson[], password: string): void {
  say(`Пароль всех новых демо-учётных записей (больше не появится): ${password}`)
  for (const { role, email } of people) say(`  ${role.padEnd(8)} ${email}`)
}
