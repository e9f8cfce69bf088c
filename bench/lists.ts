import { join } from 'node:path'
import { ms, type Section, table } from './report.ts'
import { seed } from './seed.ts'
import { type Measured, newFolder, ours, post } from './servers.ts'

const [small, large] = [10_000, 100_000]
const tries = 40

/** What people ask of long lists; `cursor` stands for the mark of a row in the middle of the list. */
const lists: readonly [name: string, path: string][] = [
  ['first page, with total', '/courses?limit=20'],
  ['page from row 50,000, with total', '/courses?limit=20&skip=50000'],
  ['filter, with total', '/courses?limit=20&status=draft'],
  ['filter and sort, with total', '/courses?limit=20&status=published&sort=-price'],
  ['sort by title, with total', '/courses?limit=20&sort=title'],
  ['search, one in eight, with total', '/courses?limit=20&q=гитара'],
  ['search, one row, with total', '/courses?limit=20&q=курс 77777'],
  ['search, every row, with total', '/courses?limit=20&q=курс'],
  ['users: first page, with total', '/users?limit=20'],
  ['users: filter and sort, with total', '/users?limit=20&role=student&sort=name'],
  ['users: search, one in ten, with total', '/users?limit=20&q=алена'],
  ['search over everything, one in ten', '/search?q=алена'],
  ['search over everything, every row', '/search?q=person'],
  ['search over everything, in the wrong layout', '/search?q=fktyf'],
  ['search over everything, nothing', '/search?q=qqqq'],
  ['cursor page in the middle', '/courses?limit=20&cursor=id'],
  ['cursor page in the middle, by title', '/courses?limit=20&sort=title&cursor=title'],
]

/** Every list after a write, so that no count is remembered; alone on the server. */
export async function measureLists(): Promise<Section> {
  const [few, many] = [await measure(small), await measure(large)]
  const rows = lists.map(([name], at) => [
    name,
    ms(few[at]?.p50),
    ms(few[at]?.p95),
    ms(many[at]?.p50),
    ms(many[at]?.p95),
  ])
  const head = ['list', `${small} rows: p50`, 'p95', `${large} rows: p50`, 'p95']
  return {
    title: 'Lists at size',
    text: table(head, rows),
    note: `each ${tries} times, each after a write; targets: p95 ≤ 60 ms, aim 15 ms; a cursor page ≤ 2 × the small one`,
  }
}

type Spread = { p50: number; p95: number }

async function measure(count: number): Promise<Spread[]> {
  const folder = newFolder()
  await seed(join(folder, 'crm.db'), count)
  const server = await ours(folder)
  const spreads: Spread[] = []
  for (const [, path] of lists) spreads.push(await spreadOf(server, await withCursor(server, path, count / 2)))
  await server.child.stop()
  return spreads
}

async function spreadOf(server: Measured, path: string): Promise<Spread> {
  const took: number[] = []
  for (let n = 0; n < tries; n++) {
    await post(server, '/courses', { title: 'Ещё один', price: 1 })
    const started = performance.now()
    const answer = await get(server, path)
    await answer.text()
    took.push(performance.now() - started)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  }
  const sorted = took.toSorted((a, b) => a - b)
  return { p50: sorted[Math.floor(tries * 0.5)] ?? 0, p95: sorted[Math.floor(tries * 0.95)] ?? 0 }
}

/** Puts in the cursor that the server itself gives at this row. */
async function withCursor(server: Measured, path: string, row: number): Promise<string> {
  if (!path.includes('cursor=')) return path
  const sort = path.includes('cursor=title') ? 'title' : 'id'
  const answer = await get(server, `/courses?limit=1&skip=${row}&sort=${sort}`)
  const [found] = (await answer.json()) as [{ id: number; title: string }]
  const mark = JSON.stringify([sort, sort === 'id' ? found.id : found.title.toLowerCase(), found.id])
  return path.replace(/cursor=\w+/, `cursor=${Buffer.from(mark).toString('base64url')}`)
}

function get({ child, cookie }: Measured, path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${child.port}${encodeURI(path)}`, { headers: { cookie } })
}
