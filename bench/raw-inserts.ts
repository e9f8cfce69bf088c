import { DatabaseSync } from 'node:sqlite'
import mysql from 'mysql2/promise'
import pg from 'pg'

const connections = 32
const lastsMs = 3_000
const values = ['Python для начинающих', 'Базовый курс по Python: переменные, условия, циклы, функции', 500_000]
const table = 'create table raw_inserts (title varchar(200), description varchar(2000), price bigint)'

/** Single inserts a second with the bare driver, each committed to the disk before the next one of its connection. */
export async function rateOfRawInserts(url: string): Promise<number> {
  if (url.startsWith('sqlite:')) return onSqlite(url.slice('sqlite:///'.length))
  return url.startsWith('mysql:') ? onMysql(url) : onPostgres(url)
}

/** One writer at a time is all that SQLite knows. */
function onSqlite(file: string): number {
  const db = new DatabaseSync(`${file}.raw`)
  db.exec('pragma journal_mode = wal; pragma synchronous = full')
  db.exec(table)
  const insert = db.prepare('insert into raw_inserts values (?, ?, ?)')
  let done = 0
  for (const until = performance.now() + lastsMs; performance.now() < until; done++) insert.run(...values)
  db.close()
  return (done / lastsMs) * 1000
}

async function onPostgres(url: string): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client(url))
  await Promise.all(clients.map((client) => client.connect()))
  await clients[0]?.query(table)
  const text = 'insert into raw_inserts values ($1, $2, $3)'
  const rate = await inLoops(clients, (client) => client.query({ name: 'raw', text, values }))
  await Promise.all(clients.map((client) => client.end()))
  return rate
}

async function onMysql(url: string): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, () => mysql.createConnection(url)))
  await clients[0]?.query(`${table} character set utf8mb4`)
  const rate = await inLoops(clients, (client) => client.execute('insert into raw_inserts values (?, ?, ?)', values))
  await Promise.all(clients.map((client) => client.end()))
  return rate
}

async function inLoops<Client>(clients: readonly Client[], insert: (client: Client) => Promise<unknown>) {
  let done = 0
  const until = performance.now() + lastsMs
  const loop = async (client: Client) => {
    for (; performance.now() < until; done++) await insert(client)
  }
  await Promise.all(clients.map(loop))
  return (done / lastsMs) * 1000
}
