import type { Role } from '#contract/rights.ts'

export type DemoPerson = {
  readonly email: string
  readonly name: string
  readonly age: number | null
  readonly role: Role
}

/** A domain that can never receive a letter (RFC 2606). */
const domain = 'school.example'

const person = (role: Role) => (line: string) => {
  const [name = '', mailbox = '', age] = line.split(', ')
  return { role, name, email: `${mailbox}@${domain}`, age: age === undefined ? null : Number(age) }
}

/** Only for a database that has no owner yet. */
export const demoOwner: DemoPerson = person('owner')('Елена Соколова, owner, 41')

export const staff: readonly DemoPerson[] = [
  person('admin')('Дмитрий Лебедев, admin, 34'),
  ...['Ольга Морозова, manager, 29', 'Артём Зайцев, artem.zaitsev, 26'].map(person('manager')),
  ...['Ирина Волкова, teacher, 38', 'Павел Орлов, pavel.orlov, 45', 'Юлия Ковалёва, yulia.kovaleva, 31'].map(
    person('teacher'),
  ),
]

/** In the order in which they found the school. */
export const students: readonly DemoPerson[] = `
Анна Смирнова, student, 27
Иван Кузнецов, ivan.kuznetsov, 31
Мария Попова, maria.popova, 24
Алексей Васильев, aleksey.vasiliev, 36
Екатерина Петрова, ekaterina.petrova, 29
Сергей Михайлов, sergey.mikhailov, 42
Наталья Фёдорова, natalia.fedorova, 33
Андрей Новиков, andrey.novikov, 22
Татьяна Алексеева, tatiana.alekseeva, 47
Максим Степанов, maxim.stepanov, 19
Светлана Николаева, svetlana.nikolaeva, 38
Никита Егоров, nikita.egorov, 18
Виктория Павлова, viktoria.pavlova, 26
Роман Семёнов, roman.semenov, 30
Дарья Голубева, daria.golubeva, 21
Илья Виноградов, ilya.vinogradov, 28
Полина Богданова, polina.bogdanova, 23
Кирилл Воробьёв, kirill.vorobiev, 35
Алина Фролова, alina.frolova, 20
Денис Комаров, denis.komarov, 40
Ксения Белова, ksenia.belova, 32
Владимир Крылов, vladimir.krylov, 51
Людмила Макарова, liudmila.makarova, 58
Григорий Осипов, grigory.osipov, 25
Вера Титова, vera.titova, 44
Тимур Галиев, timur.galiev, 27
Айгуль Сафина, aigul.safina, 30
Арсений Жуков, arseny.zhukov, 17
Маргарита Шубина, margarita.shubina, 34
Олег Тарасов, oleg.tarasov, 48
Яна Климова, yana.klimova, 22
Фёдор Ершов, fedor.ershov, 39
Лилия Хасанова, lilia.khasanova, 28
Степан Быков, stepan.bykov, 33
Евгения Щербакова, evgenia.scherbakova, 37
Глеб Афанасьев, gleb.afanasiev, 24
София Демидова, sofia.demidova, 16
Михаил Ёлкин, mikhail.elkin, 55
Диана Мельникова, diana.melnikova, 26
Антон Рябов, anton.ryabov, 29
`
  .trim()
  .split('\n')
  .map(person('student'))
