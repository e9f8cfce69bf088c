// The floor that the server is measured against: node:http and node:sqlite with nothing around them. It looks the
// session up, reads or writes the same rows, makes every write durable alone, and checks nothing. Never a server to use.
import { hash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

// biome-ignore lint/suspicious/noExplicitAny: rows as they come, unchecked like everything here
type Row = Record<string, any>

const db = new DatabaseSync(process.env['FLOOR_DB'] ?? '')
db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = 1; pragma cache_size = -16384')
db.exec(`
  create table users (id integer primary key, role text, status text) strict;
  create table sessions (id integer primary key, user_id integer references users, token_hash text unique,
    expires_at integer, ended_at integer) strict;
  create table courses (id integer primary key, title text, description text, price integer, currency text,
    status text, author_id integer references users, created_at integer, updated_at integer,
    published_at integer, version integer) strict;
  create table events (n integer primary key, id text, topic text, key text, type text, payload text,
    headers text, time integer, seq integer unique) strict;
  insert into users values (1, 'owner', 'active');
`)
const insertSession = db.prepare('insert into sessions (user_id, token_hash, expires_at) values (1, ?, ?)')
insertSession.run(hash('sha256', process.env['FLOOR_TOKEN'] ?? '', 'base64url'), Date.now() + 7 * 24 * 3_600_000)

const findSession = db.prepare(
  `select u.id, u.role, u.status, s.expires_at from sessions s join users u on u.id = s.user_id
   where s.token_hash = ? and s.ended_at is null`,
)
const columns =
  'id, title, description, price, currency, status, author_id, created_at, updated_at, published_at, version'
const listCourses = db.prepare(`select ${columns} from courses order by id limit ?`)
const findCourse = db.prepare(`select ${columns} from courses where id = ?`)
const insertCourse = db.prepare(
  `insert into courses (title, description, price, currency, status, author_id, created_at, updated_at, published_at,
   version) values (?, ?, ?, 'RUB', 'published', ?, ?, ?, ?, 1) returning ${columns}`,
)
const insertEvent = db.prepare(
  `insert into events (id, topic, key, type, payload, headers, time, seq)
   values (?, 'course-events', ?, 'course.created', ?, ?, ?, (select coalesce(max(seq), 0) + 1 from events))`,
)
const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]

function userOf(request: IncomingMessage): Row | undefined {
  const token = request.headers.cookie?.slice('session_token='.length) ?? ''
  const session = findSession.get(hash('sha256', token, 'base64url')) as Row | undefined
  return session?.['status'] === 'active' && session['expires_at'] > Date.now() ? session : undefined
}

function present(row: Row) {
  return {
    id: row['id'],
    title: row['title'],
    description: row['description'],
    price: row['price'] / 100,
    currency: row['currency'],
    status: row['status'],
    author_id: row['author_id'],
    created_at: new Date(row['created_at']).toISOString(),
    updated_at: new Date(row['updated_at']).toISOString(),
    published_at: new Date(row['published_at']).toISOString(),
    version: row['version'],
  }
}

function create(userId: number, { title, description, price }: Row): Row {
  const now = Date.now()
  begin.run()
  const row = insertCourse.get(title, description, price * 100, userId, now, now, now) as Row
  const timestamp = new Date(now).toISOString()
  const payload = { event_type: 'course.created', course_id: row['id'], title, price, created_by: userId, timestamp }
  const headers = { ce_type: 'course.created', ce_time: timestamp, ce_subject: String(row['id']) }
  insertEvent.run(randomUUID(), String(row['id']), JSON.stringify(payload), JSON.stringify(headers), now)
  commit.run()
  return row
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}

createServer((request, response) => {
  if (request.url === '/ping') return send(response, 200, { ok: true })
  const user = userOf(request)
  if (!user) return send(response, 401, {})
  if (request.method === 'POST') {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () =>
      send(response, 201, present(create(user['id'], JSON.parse(Buffer.concat(chunks).toString())))),
    )
    return
  }
  const one = /^\/courses\/(\d+)$/.exec(request.url ?? '')
  if (one) return send(response, 200, present(findCourse.get(Number(one[1])) as Row))
  send(response, 200, (listCourses.all(20) as Row[]).map(present))
}).listen(Number(process.env['PORT']), '127.0.0.1')
