import type { Page } from '@playwright/test'
import { type Reach, type Right, type Role, reachOf, roles } from '#contract/rights.ts'
import { api, expect, signIn, testOn } from './browser-kit.ts'
import { goAndSettle } from './quiet.ts'
import type { TestServer } from './server.ts'

const test = testOn()
const password = 'orchard-velvet-lantern-8'

/** Every page, and the row of the rights table that opens it. */
const pages: readonly { path: string; name: string; right: Right | null }[] = [
  { path: 'overview', name: 'Обзор', right: 'statistics.read' },
  { path: 'users', name: 'Пользователи', right: 'users.list' },
  { path: 'courses', name: 'Курсы', right: 'courses.list' },
  { path: 'events', name: 'События', right: 'events.read' },
  { path: 'audit', name: 'Аудит', right: 'audit.read' },
  { path: 'messages', name: 'Письма', right: 'messages.read' },
  { path: 'settings', name: 'Настройки', right: null },
]

type Control = {
  at: string
  name: string
  right: Right
  enough: readonly Reach[]
  /** It stands on what appears once a row of the list is chosen. */
  ofChosen?: true
}

/** Who may press what, where: `enough` are the reaches of the right that cover this very object. */
function controlsOf(ids: Ids): readonly Control[] {
  const ofCourse = (name: string, right: Right, at = ids.foreignCourse): Control => ({
    at: `courses/${at}`,
    name,
    right,
    enough: at === ids.ownCourse ? ['all', 'own'] : ['all'],
  })
  const ofStudent = (name: string, right: Right): Control => ({
    at: `users/${ids.pupil}`,
    name,
    right,
    enough: ['all', 'students', 'notOwners'],
  })
  const ofOwner = (name: string, right: Right): Control => ({ at: `users/${ids.owner}`, name, right, enough: ['all'] })
  const ofChosen = (at: string, name: string, right: Right, enough: readonly Reach[]): Control => ({
    ...{ at, name, right, enough, ofChosen: true },
  })
  const ofSettings = (part: string, name: string, right: Right, enough: readonly Reach[] = ['all']): Control => ({
    ...{ at: `settings?part=${part}`, name, right, enough },
  })
  return [
    { at: 'courses', name: 'Новый курс', right: 'courses.create', enough: ['all'] },
    ofChosen('courses', 'Опубликовать', 'courses.publish', ['all', 'own']),
    ofChosen('courses', 'Убрать в архив', 'courses.publish', ['all', 'own']),
    { at: `courses?sort=title`, name: 'Сохранить вид', right: 'views.own', enough: ['self'] },
    { at: `courses?view=${ids.teamView}`, name: 'Общий вид', right: 'views.own', enough: ['self'] },
    { at: `courses?view=${ids.teamView}`, name: 'Действия с видом', right: 'views.tidy', enough: ['all'] },
    ofCourse('Изменить: Название', 'courses.update'),
    ofCourse('Изменить: Название', 'courses.update', ids.ownCourse),
    ofCourse('Изменить: Цена', 'courses.set_price'),
    ofCourse('Опубликовать', 'courses.publish'),
    ofCourse('Опубликовать', 'courses.publish', ids.ownCourse),
    { at: 'users', name: 'Новый пользователь', right: 'users.list', enough: ['all', 'students'] },
    ofChosen('users', 'Отключить', 'users.disable', ['all', 'students', 'notOwners']),
    ofChosen('users', 'Роль', 'users.change_role', ['all']),
    ofStudent('Изменить: Имя', 'users.update'),
    ofStudent('Отключить', 'users.disable'),
    ofStudent('Изменить: Роль', 'users.change_role'),
    ofOwner('Изменить: Имя', 'users.update'),
    { at: 'events?part=groups', name: 'Воспроизвести', right: 'events.repair', enough: ['all'] },
    ofSettings('security', 'Сменить пароль', 'session.own', ['self']),
    ofSettings('school', 'Сохранить', 'settings.change'),
    ofSettings('team', 'Пригласить', 'users.change_role'),
    ofSettings('mail', 'Проверочное письмо', 'mail.test'),
    ofSettings('tokens', 'Новый ключ', 'api_tokens.manage', ['all', 'self']),
    ...['Школа', 'Команда и роли', 'Почта', 'Ключи API', 'Состояние'].map((name) =>
      ofSettings('profile', name, 'settings.read'),
    ),
  ]
}

type Ids = { pupil: number; owner: number; ownCourse: number; foreignCourse: number; teamView: number }

for (const role of roles) {
  test(`${role}: every page that is open is whole, every other says so, and no control stands where it may not be used`, async ({
    page,
    server,
    watched,
  }) => {
    // a record that this role may not know of is asked for on purpose
    watched.expectRefusals(403, 404)
    const ids = await prepare(page, server, role)
    await page.goto(`${server.url}/app`)
    const open = pages.filter(({ right }) => right === null || reachOf(role, right) !== 'no')
    const menu = page.getByRole('navigation', { name: 'Разделы' }).first()
    await expect(menu.getByRole('link')).toHaveText(open.map(({ name }) => name))
    for (const { path, name, right } of pages) {
      await page.goto(`${server.url}/app/${path}`)
      const may = right === null || reachOf(role, right) !== 'no'
      if (may) await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
      else await expect(page.getByText('Эта страница вам недоступна')).toBeVisible()
      if (may) await expect(page.getByText('Не удалось загрузить')).toHaveCount(0)
    }
    let seen = ''
    for (const { at, name, right, enough, ofChosen } of controlsOf(ids)) {
      if (seen !== at) await goAndSettle(page, `${server.url}/app/${at}`)
      seen = at
      await expect(page.locator('main').getByRole('heading').first()).toBeVisible()
      if (ofChosen) await chooseFirst(page)
      const place = ofChosen ? page.getByRole('toolbar') : page.locator('main')
      const control = place.getByRole('button', { name: new RegExp(`^${name}`) })
      const expected = enough.includes(reachOf(role, right)) && mayOpen(role, at)
      if (expected) await expect(control.first(), `${at}: ${name}`).toBeVisible()
      else await expect(control, `${at}: ${name}`).toHaveCount(0)
    }
    await expectCommands(page, role)
    await expectSharing(page, server, role)
  })
}

/** By its key, whether or not there is a box to tick. */
async function chooseFirst(page: Page): Promise<void> {
  const list = page.getByRole('grid')
  if ((await list.count()) === 0 || (await page.getByRole('toolbar').count()) > 0) return
  await list.focus()
  await page.keyboard.press('x')
}

/** Everybody keeps views; who may show one to the team is asked whether to. */
async function expectSharing(page: Page, server: TestServer, role: Role): Promise<void> {
  await goAndSettle(page, `${server.url}/app/courses?sort=title`)
  await page.getByRole('button', { name: 'Сохранить вид' }).click()
  const sharing = page.getByRole('dialog').getByRole('checkbox', { name: 'Показать всей команде' })
  await expect(sharing).toHaveCount(reachOf(role, 'views.share') === 'all' ? 1 : 0)
}

function mayOpen(role: Role, at: string): boolean {
  const right = pages.find(({ path }) => path === at.split(/[/?]/)[0])?.right
  return !right || reachOf(role, right) !== 'no'
}

/** The palette runs what the buttons run: it must not know more. */
async function expectCommands(page: Page, role: Role): Promise<void> {
  await page.keyboard.press('Control+k')
  const commands = page.getByRole('dialog')
  await expect(commands.getByRole('option', { name: /Настройки/ })).toBeVisible()
  const rules = [
    ['Новый курс', 'courses.create'],
    ['Новый пользователь', 'users.list'],
    ['События', 'events.read'],
  ] as const
  for (const [name, right] of rules) {
    const count = await commands.getByRole('option', { name: new RegExp(`^${name}`) }).count()
    expect(count > 0, `${role}: ${name}`).toBe(reachOf(role, right) !== 'no')
  }
}

const teamView = (role: Role) => ({
  list: 'courses',
  title: `Общий вид, ${role}`,
  address: '?sort=-title',
  shared: true,
})

/** As the owner: somebody with this role, a pupil, a course of theirs and a foreign one. Then signs in as that somebody. */
async function prepare(page: Page, server: TestServer, role: Role): Promise<Ids> {
  await signIn(page, server)
  const me = await api(page, server, 'GET', '/me')
  const email = `${role}@example.com`
  const person = await api(page, server, 'POST', '/users', { email, name: `Роль ${role}`, password })
  if (role !== 'student') await api(page, server, 'PUT', `/users/${person.id}/role`, { role })
  const pupil = await api(page, server, 'POST', '/users', { email: `pupil-of-${email}`, name: 'Ученик', password })
  const course = async (author: object) => {
    const made = await api(page, server, 'POST', '/courses', {
      title: `Курс для ${role}`,
      price: 1,
      status: 'draft',
      ...author,
    })
    return made.id
  }
  const ids = {
    pupil: pupil.id,
    owner: me.id,
    foreignCourse: await course({}),
    teamView: (await api(page, server, 'POST', '/views', teamView(role))).id,
    ownCourse: role === 'teacher' ? await course({ author_id: person.id }) : 0,
  }
  const answer = await page.request.post(`${server.url}/login`, { data: { email, password } })
  expect(answer.status()).toBe(200)
  return { ...ids, ownCourse: ids.ownCourse || ids.foreignCourse }
}
