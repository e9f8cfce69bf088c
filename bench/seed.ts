// Rows without events: what lists cost at size does not depend on the log.
import type { Tx } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { migrations } from '../server/migrations/index.ts'
import { insertCourse } from '../server/modules/courses/courses-store.ts'
import { insertUser } from '../server/modules/users/users-store.ts'

const subjects = ['Python', 'Дизайн', 'Маркетинг', 'Английский язык', 'Аналитика', 'Живопись', 'Гитара', 'Фотография']
const levels = ['для начинающих', 'для детей', 'с нуля', 'для практиков', 'экспресс', 'углублённый курс']
const names = ['Мария', 'Иван', 'Анна', 'Пётр', 'Елена', 'Сергей', 'Ольга', 'Дмитрий', 'Наталья', 'Алёна']
const families = ['Петрова', 'Кузнецов', 'Соколова', 'Попов', 'Лебедева', 'Козлов', 'Новикова', 'Морозов', 'Волкова']
const start = Date.UTC(2026, 0, 1)
const perCommit = 100

/** Fills a new file with `count` users and as many courses, the same ones every time. */
export async function seed(file: string, count: number): Promise<void> {
  const db = await openDatabase(`sqlite:///${file}`)
  await migrate(db, migrations)
  for (let from = 0; from < count; from += perCommit) {
    const numbers = Array.from({ length: Math.min(perCommit, count - from) }, (_, at) => from + at)
    await db.inTransaction(async (tx) => {
      for (const number of numbers) {
        await addUser(tx, number)
        await addCourse(tx, number)
      }
    })
  }
  await db.close()
}

async function addUser(tx: Tx, number: number): Promise<void> {
  const at = new Date(start + number * 60_000)
  await insertUser(tx, {
    email: `person${number}@example.com`,
    name: `${pick(names, number)} ${pick(families, number * 7)} ${number}`,
    age: 18 + (number % 50),
    role: number % 100 === 0 ? 'teacher' : 'student',
    status: number % 50 === 7 ? 'disabled' : 'active',
    locale: 'ru',
    passwordHash: null,
    passwordIsWeak: false,
    ownerClaim: false,
    createdAt: at,
    updatedAt: at,
  })
}

async function addCourse(tx: Tx, number: number): Promise<void> {
  const at = new Date(start + number * 60_000)
  await insertCourse(tx, {
    title: `${pick(subjects, number)} ${pick(levels, number * 5)} ${number}`,
    description: `Курс номер ${number}: ${pick(subjects, number * 3)}, занятия и проверка работ`,
    price: ((number * 37) % 100_000) * 100,
    currency: 'RUB',
    status: number % 10 === 3 ? 'draft' : 'published',
    authorId: null,
    createdBy: null,
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
  })
}

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item
}
