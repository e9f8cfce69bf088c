import { join } from 'node:path'
import { runOn } from '#platform/db/testing/test-database.ts'
import { startMariadb } from '../tools/database-servers/mariadb.ts'
import { startPostgres } from '../tools/database-servers/postgres.ts'
import { rateOfConsumer, rateOfNumbering } from './event-rates.ts'
import { startLoad } from './load.ts'
import { rateOfRawInserts } from './raw-inserts.ts'
import { median, type Section, table } from './report.ts'
import { cases } from './requests.ts'
import { type Measured, newFolder, ours } from './servers.ts'

const rounds = 5
const sampleMs = 1000
const names = ['SQLite', 'PostgreSQL', 'MariaDB'] as const
type Name = (typeof names)[number]
type Home = { readonly url: string; another(name: string): Promise<string>; stop(): Promise<void> }

/** The same server on the three databases, in turns; the database's own processes are not counted, only ours. */
export async function compareDatabases(): Promise<Section> {
  const homes = { SQLite: file(), PostgreSQL: await postgres(), MariaDB: await mariadb() }
  try {
    const requests = await measureRequests(homes)
    const rows = await rowsInTurn(homes, requests)
    const head = ['database', 'list of 20: CPU', '÷ SQLite', 'POST with event', 'raw inserts', 'numbering', 'consumer']
    return {
      title: 'Databases',
      text: table(head, rows),
      note: `32 connections, medians of ${rounds} rounds of ${sampleMs} ms in turns; raw: one INSERT and its commit at a time on each of 32 connections of the bare driver; consumer: one row per event; target: CPU of a list on PostgreSQL ≤ 1.8 × SQLite`,
    }
  } finally {
    for (const home of Object.values(homes)) await home.stop()
  }
}

type Requests = Readonly<Record<Name, { listMicros: number; posts: number }>>

async function measureRequests(homes: Readonly<Record<Name, Home>>): Promise<Requests> {
  const load = startLoad()
  const servers = {} as Record<Name, Measured>
  for (const name of names) servers[name] = await ours(newFolder(), { DB_URL: homes[name].url })
  const taken = { SQLite: [], PostgreSQL: [], MariaDB: [] } as Record<Name, { listMicros: number; posts: number }[]>
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const posts = (await load.sample(servers[name], cases.create, sampleMs)).rate
      const listMicros = (await load.sample(servers[name], cases.list, sampleMs)).cpuMicros
      // the first round warms up
      if (round >= 0) taken[name].push({ listMicros, posts })
    }
  load.stop()
  for (const { child } of Object.values(servers)) await child.stop()
  const middle = (name: Name, field: 'listMicros' | 'posts') => median(taken[name].map((one) => one[field]))
  const of = (name: Name) => ({ listMicros: middle(name, 'listMicros'), posts: middle(name, 'posts') })
  return { SQLite: of('SQLite'), PostgreSQL: of('PostgreSQL'), MariaDB: of('MariaDB') }
}

async function rowsInTurn(homes: Readonly<Record<Name, Home>>, requests: Requests) {
  const rows: string[][] = []
  for (const name of names) {
    const { listMicros, posts } = requests[name]
    const raw = await rateOfRawInserts(homes[name].url)
    const log = await homes[name].another('bench_log')
    const numbering = name === 'SQLite' ? 'in the commit' : perSecond(await rateOfNumbering(log))
    const consumer = perSecond(await rateOfConsumer(await homes[name].another('bench_effects')))
    const share = (listMicros / requests.SQLite.listMicros).toFixed(2)
    const cpu = `${listMicros.toFixed(0)} µs`
    rows.push([name, cpu, `**${share}**`, perSecond(posts), perSecond(raw), numbering, consumer])
  }
  return rows
}

function perSecond(rate: number): string {
  return `${Math.round(rate)}/s`
}

function file(): Home {
  const folder = newFolder()
  const urlOf = (name: string) => `sqlite:///${join(folder, `${name}.db`)}`
  return { url: urlOf('crm'), another: async (name) => urlOf(name), async stop() {} }
}

async function postgres(): Promise<Home> {
  const server = await startPostgres()
  const another = async (name: string) => {
    await runOn(server.url, `create database ${name}`)
    return server.url.replace(/\/postgres$/, `/${name}`)
  }
  return { url: server.url, another, stop: () => server.stop() }
}

async function mariadb(): Promise<Home> {
  const server = await startMariadb()
  const another = async (name: string) => {
    await runOn(server.url, `create database ${name}`)
    return server.url.replace(/\/mysql$/, `/${name}`)
  }
  return { url: await another('crm'), another, stop: () => server.stop() }
}
