import type { Answer, Caller } from './caller.ts'
import { hours } from './frozen-clock.ts'
import { goodPassword } from './make.ts'
import type { Crm } from './start-crm.ts'

/** Letters, signs and ties that databases by themselves compare, fold and order differently. */
const titles = [
  'Ёлка и ёжик',
  'елка и ежик',
  'Straße',
  'STRASSE',
  'İstanbul ile ızgara',
  'Istanbul ILE IZGARA',
  'ὈΔΥΣΣΕΎΣ',
  'ὀδυσσεύς',
  'e\u0301cole du de\u0301sert',
  '\u00e9cole du d\u00e9sert',
  '😀 смайлы 👨‍👩‍👧‍👦',
  '😃 смайлы',
  '日本語の講座',
  'ﬀ и ﬁ',
  'Ａ полной ширины',
  '100 % _ \\ sale',
  "O'Brien; drop table",
  'Ничья',
  'Ничья',
  'ничья',
]
const prices = [0, '0.01', 0.1, 0.29, 1.1, '5000.00', 4999.9, 99_999_999.99, 5000, 5000]
const names = ['Анна Ёлкина', 'анна елкина', 'Zoë', 'ZOE', 'zoé', 'İlhan', 'ilhan', '李 小龍', '👩🏽‍🏫 Учитель']
const questions = [
  'елк',
  'ЁЖИК',
  'strass',
  'straß',
  'istanbul',
  'İstanbul',
  'izgara',
  'οδυσσευς',
  'ὈΔΥΣ',
  'ecole',
  'école',
]
const more = ['смайлы', '😀', '日本', 'ff', 'a полн', '%', '_', '\\', "o'brien", 'ничья', 'НИЧЬЯ ничья', 'нет такого']
const courseSorts = ['id', '-id', 'title', '-title', 'price', '-price', 'created_at', '-created_at']
const userSorts = ['id', '-id', 'name', '-name', 'email', '-email', '-created_at']
const ids = [
  '0',
  '-1',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '99999999999999999999',
  '1e3',
  '1.0',
]

/** One walk through the API, the same every time; what was asked and what was answered, one text for each request. */
export async function walkFixedly(crm: Crm): Promise<string[]> {
  const walk = new FixedWalk(crm)
  await walk.makePeople()
  await walk.makeCourses()
  await walk.changeSome()
  await walk.readLists()
  await walk.readTheRest()
  return walk.answers
}

class FixedWalk {
  readonly answers: string[] = []
  readonly #crm: Crm
  #caller: Caller

  constructor(crm: Crm) {
    this.#crm = crm
    this.#caller = crm.anonymous
  }

  /** One after another to its end, letters to new people included, so that every number is the same each time. */
  async makePeople(): Promise<void> {
    const owner = { email: 'Owner@Example.com', name: 'Владелица', password: goodPassword, is_admin: true }
    await this.#ask('POST', '/users', owner)
    await this.#crm.settled()
    const entered = await this.#ask('POST', '/login', { email: 'oWNER@example.COM', password: goodPassword })
    this.#caller = this.#caller.withCookie(entered)
    for (const [at, name] of names.entries()) {
      const email = `${at % 2 ? 'Person' : 'person'}${at}@example.com`
      await this.#ask('POST', '/users', { email, name, age: 10 + at, password: goodPassword })
      await this.#crm.settled()
      this.#crm.clock.forward(hours(5))
    }
    await this.#ask('POST', '/users', { email: 'PERSON0@EXAMPLE.COM', name: 'Ещё раз', password: goodPassword })
    await this.#ask('PUT', '/users/3/role', { role: 'teacher' })
    await this.#ask('PUT', '/users/4/disablement')
  }

  /** From half past ten at night on, half an hour apart: the day ends in between, in UTC and nowhere else. */
  async makeCourses(): Promise<void> {
    this.#crm.clock.forward(hours(22.5) - (this.#crm.clock.now().getTime() % hours(24)))
    for (const [at, title] of titles.entries()) {
      const price = prices[at % prices.length]
      const status = at % 7 === 3 ? 'draft' : 'published'
      await this.#ask('POST', '/courses', { title, description: titles.at(-at) ?? null, price, status })
      if (at % 3 === 0) this.#crm.clock.forward(hours(0.5))
    }
    const wish = { title: 'Один раз', price: '12.30' }
    for (const body of [wish, wish, { ...wish, price: 1 }])
      await this.#ask('POST', '/courses', body, { 'idempotency-key': 'once' })
    for (const price of [-0.01, 1.001, 1e30, '1e3', 100_000_000, '٥'])
      await this.#ask('POST', '/courses', { title: 'Не те деньги', price })
  }

  async changeSome(): Promise<void> {
    await this.#ask('PATCH', '/courses/2', { price: '0.07' }, { 'if-match': '"1"' })
    await this.#ask('PATCH', '/courses/2', { price: 0.07 })
    await this.#ask('PATCH', '/courses/2', { title: 'ЁЛКА' }, { 'if-match': '"1"' })
    await this.#ask('PATCH', '/courses/3', { author_id: 3 })
    await this.#ask('PATCH', '/courses/3', { author_id: 9_007_199_254_740_991 })
    await this.#ask('PUT', '/courses/4/publication')
    await this.#ask('PUT', '/courses/5/archive')
    await this.#ask('DELETE', '/courses/6/archive')
    await this.#ask('PATCH', '/users/5', { name: 'ZOÉ', age: null })
    for (const id of ids)
      for (const noun of ['courses', 'users']) {
        await this.#ask('GET', `/${noun}/${id}`)
        await this.#ask('PATCH', `/${noun}/${id}`, noun === 'courses' ? { title: 'Нет такого' } : { age: 40 })
      }
    await this.#crm.settled()
  }

  async readLists(): Promise<void> {
    for (const sort of courseSorts)
      for (const page of ['', '&limit=7&skip=7', '&limit=6&cursor=']) await this.#pages(`/courses?sort=${sort}${page}`)
    for (const sort of userSorts)
      for (const page of ['', '&limit=3&skip=3', '&limit=4&cursor=']) await this.#pages(`/users?sort=${sort}${page}`)
    for (const q of [...questions, ...more]) {
      await this.#pages(`/courses?q=${encodeURIComponent(q)}&sort=-title`)
      await this.#pages(`/users?q=${encodeURIComponent(q)}&sort=name`)
    }
    for (const filter of [
      'status=draft',
      'status=archived&q=istanbul',
      'limit=0',
      'skip=9007199254740993',
      'limit=1e3',
    ])
      await this.#pages(`/courses?${filter}`)
    for (const filter of ['role=teacher', 'status=disabled', 'role=student&q=z&sort=-name'])
      await this.#pages(`/users?${filter}`)
  }

  async readTheRest(): Promise<void> {
    for (const filter of [
      'topic=course-events&limit=15',
      'topic=user-events',
      'type=course.updated',
      'key=9007199254740993',
    ])
      await this.#pages(`/events?${filter}`)
    await this.#ask('GET', '/stats/daily?from=2026-02-28&to=2026-03-06')
    await this.#ask('GET', '/stats/daily?from=2026-02-30&to=2026-03-06')
    await this.#ask('GET', '/messages?limit=20')
    await this.#ask('GET', '/sessions')
    await this.#ask('GET', '/me')
  }

  /** The page, and those that it leads to. */
  async #pages(path: string): Promise<void> {
    for (let next: string | undefined = path; next; ) {
      const { headers } = await this.#ask('GET', next)
      next = path.includes('skip') ? undefined : /^<([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1]
    }
  }

  async #ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers = {},
  ): Promise<Answer> {
    const answer = await this.#caller.send(method, path, body, headers)
    const told = ['etag', 'location', 'link', 'x-total-count', 'idempotency-replayed', 'retry-after']
      .filter((name) => answer.headers[name] !== undefined)
      .map((name) => `${name}: ${answer.headers[name]}`)
    const asked = `${method} ${path}${body ? ` ${JSON.stringify(body)}` : ''}`
    this.answers.push(withoutChance([asked, `${answer.status} ${told.join(', ')}`.trim(), answer.text].join('\n')))
    return answer
  }
}

/** Names that are drawn by lot each time. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/"request_id":"[^"]*"/g, '"request_id":"<id>"')
    .replaceAll(/"(correlationid|traceparent)":"[^"]*"/g, '"$1":"<id>"')
}
