/** What happened to a course after it was created; `daysAgo` counts back from the day of seeding. */
export type Turn =
  | { readonly daysAgo: number; readonly does: 'publish' | 'archive' | 'restore' }
  | { readonly daysAgo: number; readonly does: 'change price'; readonly price: number }

export type DemoCourse = {
  readonly title: string
  readonly description: string
  readonly price: number
  /** Mailbox of the teacher. */
  readonly teacher: string
  readonly daysAgo: number
  readonly turns: readonly Turn[]
}

/** Every state, and every way into it. */
export const courses: readonly DemoCourse[] = [
  {
    title: 'Python для начинающих',
    description: 'Восемь недель от первой строки до бота, который считает расходы. Без опыта и без математики.',
    price: 14900,
    teacher: 'pavel.orlov',
    daysAgo: 58,
    turns: [
      { daysAgo: 56, does: 'publish' },
      { daysAgo: 20, does: 'change price', price: 16900 },
    ],
  },
  {
    title: 'Веб-дизайн: первый сайт',
    description: 'Сетка, шрифты, цвет и макет в Figma. В конце — страница для настоящего заказчика.',
    price: 18500,
    teacher: 'yulia.kovaleva',
    daysAgo: 57,
    turns: [{ daysAgo: 54, does: 'publish' }],
  },
  {
    title: 'Английский для путешествий',
    description: 'Разговор в аэропорту, гостинице и кафе. Два занятия в неделю в группе до восьми человек.',
    price: 7900.5,
    teacher: 'teacher',
    daysAgo: 55,
    turns: [
      { daysAgo: 53, does: 'publish' },
      { daysAgo: 12, does: 'archive' },
    ],
  },
  {
    title: 'Excel и Google Таблицы для работы',
    description: 'Формулы, сводные таблицы и отчёты, которые обновляются сами.',
    price: 5900,
    teacher: 'pavel.orlov',
    daysAgo: 49,
    turns: [{ daysAgo: 48, does: 'publish' }],
  },
  {
    title: 'Фотография на телефон',
    description: 'Свет, композиция и обработка. Домашние задания разбираем каждое воскресенье.',
    price: 3490,
    teacher: 'yulia.kovaleva',
    daysAgo: 44,
    turns: [
      { daysAgo: 43, does: 'publish' },
      { daysAgo: 25, does: 'archive' },
      { daysAgo: 9, does: 'restore' },
    ],
  },
  {
    title: 'Личные финансы: бюджет и накопления',
    description: 'Как перестать жить от зарплаты до зарплаты. Бесплатный курс для знакомства со школой.',
    price: 0,
    teacher: 'teacher',
    daysAgo: 40,
    turns: [{ daysAgo: 40, does: 'publish' }],
  },
  {
    title: 'Английский: разговорный клуб',
    description: 'Каждый четверг в 19:00 по Москве, тема недели и новые люди.',
    price: 2400,
    teacher: 'teacher',
    daysAgo: 33,
    turns: [{ daysAgo: 31, does: 'publish' }],
  },
  {
    title: 'SQL и анализ данных',
    description: 'Запросы к настоящей базе интернет-магазина, от SELECT до оконных функций.',
    price: 21900,
    teacher: 'pavel.orlov',
    daysAgo: 27,
    turns: [
      { daysAgo: 24, does: 'publish' },
      { daysAgo: 6, does: 'change price', price: 19900 },
    ],
  },
  {
    title: 'Рисование акварелью',
    description: 'Двенадцать этюдов: небо, вода, город. Материалы покупаете сами, список в первом уроке.',
    price: 6900,
    teacher: 'yulia.kovaleva',
    daysAgo: 18,
    turns: [{ daysAgo: 15, does: 'publish' }],
  },
  {
    title: 'Новогодний интенсив по выпечке',
    description: 'Пряники, штоллен и торт «Полено». Пять вечеров подряд.',
    price: 4500,
    teacher: 'teacher',
    daysAgo: 11,
    turns: [
      { daysAgo: 10, does: 'publish' },
      { daysAgo: 2, does: 'archive' },
    ],
  },
  {
    title: 'TypeScript: от JavaScript к типам',
    description: 'Готовим программу: строгие типы, сборка, тесты. Запись откроется весной.',
    price: 24900,
    teacher: 'pavel.orlov',
    daysAgo: 7,
    turns: [],
  },
  {
    title: 'Как вести онлайн-курс: мастерская преподавателя',
    description: 'Черновик программы для новых преподавателей школы.',
    price: 12000,
    teacher: 'teacher',
    daysAgo: 3,
    turns: [],
  },
]
