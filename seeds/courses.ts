import type { Locale } from '#contract/error-texts.ts'

/** What happened to a course after it was created; `daysAgo` counts back from the day of seeding. */
export type Turn =
  | { readonly daysAgo: number; readonly does: 'publish' | 'archive' | 'restore' }
  | { readonly daysAgo: number; readonly does: 'change price'; readonly price: number }

export type DemoCourse = {
  readonly title: string
  readonly description: string
  readonly price: number
  readonly currency: string
  /** Which of the teachers, counted from 0. */
  readonly teacher: number
  readonly daysAgo: number
  readonly turns: readonly Turn[]
}

type Both<T> = Readonly<Record<Locale, T>>
type Told = Pick<DemoCourse, 'teacher' | 'daysAgo'> & {
  readonly title: Both<string>
  readonly description: Both<string>
  readonly price: Both<number>
  readonly turns: readonly (
    | Exclude<Turn, { price: number }>
    | { daysAgo: number; does: 'change price'; price: Both<number> }
  )[]
}

const currencies: Both<string> = { ru: 'RUB', en: 'EUR' }

/** The catalogue of the school as it is called and paid for in one language. */
export function coursesIn(language: Locale): readonly DemoCourse[] {
  return courses.map(({ title, description, price, turns, ...course }) => ({
    ...course,
    title: title[language],
    description: description[language],
    price: price[language],
    currency: currencies[language],
    turns: turns.map((turn) => (turn.does === 'change price' ? { ...turn, price: turn.price[language] } : turn)),
  }))
}

/** Every state, and every way into it. */
const courses: readonly Told[] = [
  {
    title: { ru: 'Python для начинающих', en: 'Python for beginners' },
    description: {
      ru: 'Восемь недель от первой строки до бота, который считает расходы. Без опыта и без математики.',
      en: 'Eight weeks from the first line to a bot that counts your expenses. No experience, no maths.',
    },
    price: { ru: 14900, en: 149 },
    teacher: 1,
    daysAgo: 58,
    turns: [
      { daysAgo: 56, does: 'publish' },
      { daysAgo: 20, does: 'change price', price: { ru: 16900, en: 169 } },
    ],
  },
  {
    title: { ru: 'Веб-дизайн: первый сайт', en: 'Web design: your first site' },
    description: {
      ru: 'Сетка, шрифты, цвет и макет в Figma. В конце — страница для настоящего заказчика.',
      en: 'Grid, type, colour and a layout in Figma. At the end, a page for a real client.',
    },
    price: { ru: 18500, en: 185 },
    teacher: 2,
    daysAgo: 57,
    turns: [{ daysAgo: 54, does: 'publish' }],
  },
  {
    title: { ru: 'Английский для путешествий', en: 'Spanish for travellers' },
    description: {
      ru: 'Разговор в аэропорту, гостинице и кафе. Два занятия в неделю в группе до восьми человек.',
      en: 'Talking at the airport, the hotel and the café. Two lessons a week in groups of up to eight.',
    },
    price: { ru: 7900.5, en: 79.5 },
    teacher: 0,
    daysAgo: 55,
    turns: [
      { daysAgo: 53, does: 'publish' },
      { daysAgo: 12, does: 'archive' },
    ],
  },
  {
    title: { ru: 'Excel и Google Таблицы для работы', en: 'Excel and Google Sheets at work' },
    description: {
      ru: 'Формулы, сводные таблицы и отчёты, которые обновляются сами.',
      en: 'Formulas, pivot tables and reports that update themselves.',
    },
    price: { ru: 5900, en: 59 },
    teacher: 1,
    daysAgo: 49,
    turns: [{ daysAgo: 48, does: 'publish' }],
  },
  {
    title: { ru: 'Фотография на телефон', en: 'Photography with a phone' },
    description: {
      ru: 'Свет, композиция и обработка. Домашние задания разбираем каждое воскресенье.',
      en: 'Light, composition and editing. We go through the homework every Sunday.',
    },
    price: { ru: 3490, en: 34.9 },
    teacher: 2,
    daysAgo: 44,
    turns: [
      { daysAgo: 43, does: 'publish' },
      { daysAgo: 25, does: 'archive' },
      { daysAgo: 9, does: 'restore' },
    ],
  },
  {
    title: { ru: 'Личные финансы: бюджет и накопления', en: 'Personal finance: budget and savings' },
    description: {
      ru: 'Как перестать жить от зарплаты до зарплаты. Бесплатный курс для знакомства со школой.',
      en: 'How to stop living from payday to payday. A free course to get to know the school.',
    },
    price: { ru: 0, en: 0 },
    teacher: 0,
    daysAgo: 40,
    turns: [{ daysAgo: 40, does: 'publish' }],
  },
  {
    title: { ru: 'Английский: разговорный клуб', en: 'Spanish: conversation club' },
    description: {
      ru: 'Каждый четверг в 19:00 по Москве, тема недели и новые люди.',
      en: 'Every Thursday at 19:00, a topic of the week and new people.',
    },
    price: { ru: 2400, en: 24 },
    teacher: 0,
    daysAgo: 33,
    turns: [{ daysAgo: 31, does: 'publish' }],
  },
  {
    title: { ru: 'SQL и анализ данных', en: 'SQL and data analysis' },
    description: {
      ru: 'Запросы к настоящей базе интернет-магазина, от SELECT до оконных функций.',
      en: 'Queries over the real database of an online shop, from SELECT to window functions.',
    },
    price: { ru: 21900, en: 219 },
    teacher: 1,
    daysAgo: 27,
    turns: [
      { daysAgo: 24, does: 'publish' },
      { daysAgo: 6, does: 'change price', price: { ru: 19900, en: 199 } },
    ],
  },
  {
    title: { ru: 'Рисование акварелью', en: 'Painting in watercolour' },
    description: {
      ru: 'Двенадцать этюдов: небо, вода, город. Материалы покупаете сами, список в первом уроке.',
      en: 'Twelve studies: sky, water, city. Bring your own materials, the list is in the first lesson.',
    },
    price: { ru: 6900, en: 69 },
    teacher: 2,
    daysAgo: 18,
    turns: [{ daysAgo: 15, does: 'publish' }],
  },
  {
    title: { ru: 'Новогодний интенсив по выпечке', en: 'Christmas baking week' },
    description: {
      ru: 'Пряники, штоллен и торт «Полено». Пять вечеров подряд.',
      en: 'Gingerbread, stollen and a yule log. Five evenings in a row.',
    },
    price: { ru: 4500, en: 45 },
    teacher: 0,
    daysAgo: 11,
    turns: [
      { daysAgo: 10, does: 'publish' },
      { daysAgo: 2, does: 'archive' },
    ],
  },
  {
    title: { ru: 'TypeScript: от JavaScript к типам', en: 'TypeScript: from JavaScript to types' },
    description: {
      ru: 'Готовим программу: строгие типы, сборка, тесты. Запись откроется весной.',
      en: 'The programme is being prepared: strict types, building, tests. Enrolment opens in spring.',
    },
    price: { ru: 24900, en: 249 },
    teacher: 1,
    daysAgo: 7,
    turns: [],
  },
  {
    title: {
      ru: 'Как вести онлайн-курс: мастерская преподавателя',
      en: 'How to run an online course: a workshop for teachers',
    },
    description: {
      ru: 'Черновик программы для новых преподавателей школы.',
      en: 'A draft of the programme for the school’s new teachers.',
    },
    price: { ru: 12000, en: 120 },
    teacher: 0,
    daysAgo: 3,
    turns: [],
  },
]
