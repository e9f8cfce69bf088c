import type { Locale } from '#contract/error-texts.ts'
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

const people = (role: Role, lines: string) => lines.trim().split('\n').map(person(role))

/** Who is in the school. */
export type Cast = {
  /** Only for a database that has no owner yet. */
  readonly owner: DemoPerson
  readonly staff: readonly DemoPerson[]
  /** In the order in which they found the school. */
  readonly students: readonly DemoPerson[]
}

/** As many in each language, with the same roles in the same order. */
export const casts: Readonly<Record<Locale, Cast>> = {
  ru: {
    owner: person('owner')('Елена Соколова, owner, 41'),
    staff: [
      person('admin')('Дмитрий Лебедев, admin, 34'),
      ...people(
        'manager',
        `
Ольга Морозова, manager, 29
Артём Зайцев, artem.zaitsev, 26`,
      ),
      ...people(
        'teacher',
        `
Ирина Волкова, teacher, 38
Павел Орлов, pavel.orlov, 45
Юлия Ковалёва, yulia.kovaleva, 31`,
      ),
    ],
    students: people(
      'student',
      `
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
Антон Рябов, anton.ryabov, 29`,
    ),
  },
  en: {
    owner: person('owner')('Eleanor Hayes, owner, 41'),
    staff: [
      person('admin')('David Langley, admin, 34'),
      ...people(
        'manager',
        `
Olivia Marsh, manager, 29
Arthur Fox, arthur.fox, 26`,
      ),
      ...people(
        'teacher',
        `
Irene Wolfe, teacher, 38
Paul Adler, paul.adler, 45
Julia Cooper, julia.cooper, 31`,
      ),
    ],
    students: people(
      'student',
      `
Amelia Carter, student, 27
Oliver Bennett, oliver.bennett, 31
Sofia Rossi, sofia.rossi, 24
Daniel Novak, daniel.novak, 36
Hannah Fischer, hannah.fischer, 29
Marcus Reed, marcus.reed, 42
Chloé Laurent, chloe.laurent, 33
Ethan Brooks, ethan.brooks, 22
Margaret Hughes, margaret.hughes, 47
Noah Schmidt, noah.schmidt, 19
Laura Jensen, laura.jensen, 38
Leo Marino, leo.marino, 18
Priya Sharma, priya.sharma, 26
Thomas Müller, thomas.mueller, 30
Emily Dawson, emily.dawson, 21
Jakub Kowalski, jakub.kowalski, 28
Isabel Ortega, isabel.ortega, 23
Samuel Osei, samuel.osei, 35
Freya Larsen, freya.larsen, 20
Patrick Walsh, patrick.walsh, 40
Nadia Rahman, nadia.rahman, 32
George Whitfield, george.whitfield, 51
Ruth Abbott, ruth.abbott, 58
Lukas Weber, lukas.weber, 25
Helen Park, helen.park, 44
Mateo García, mateo.garcia, 27
Aisha Khan, aisha.khan, 30
Finn Gallagher, finn.gallagher, 17
Clara Dubois, clara.dubois, 34
Victor Lindqvist, victor.lindqvist, 48
Zoe Martin, zoe.martin, 22
Adam Clarke, adam.clarke, 39
Yuki Tanaka, yuki.tanaka, 28
Stefan Popescu, stefan.popescu, 33
Grace O’Neill, grace.oneill, 37
Felix Wagner, felix.wagner, 24
Ella Simmons, ella.simmons, 16
Robert Stone, robert.stone, 55
Diana Moreau, diana.moreau, 26
Anton de Vries, anton.devries, 29`,
    ),
  },
}
