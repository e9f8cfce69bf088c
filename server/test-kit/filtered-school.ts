import { make } from './make.ts'
import { startCrm } from './start-crm.ts'

/** The query parameter of a filter. */
export const asked = (where: unknown) =>
  `where=${encodeURIComponent(typeof where === 'string' ? where : JSON.stringify(where))}`

/** Five people and whoever looks at them. */
export async function school() {
  const crm = await startCrm()
  const owner = await make.owner(crm, { name: 'Ирина', email: 'boss@example.com', age: null })
  for (const [name, age, role] of [
    ['Ёлкина Анна', 17, 'student'],
    ['елкин Борис', 18, 'student'],
    ['Петров 100%', 40, 'teacher'],
    ['Пётр_Ильин', 41, 'student'],
    ['Вера', null, 'manager'],
  ] as const)
    await make.user(crm, { name, age, role })
  return { crm, staff: await crm.as(owner) }
}
