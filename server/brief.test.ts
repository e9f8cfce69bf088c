import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { type ServerProcess, startServerProcess, waitFor } from './test-kit/server-process.ts'

const run = promisify(execFile)
const curlIsThere = ['sh', 'curl'].every(
  (program) => spawnSync(program, program === 'sh' ? ['-c', 'exit 0'] : ['--version']).status === 0,
)

test('every command of the brief works word for word on a fresh server, and its events appear', async (t) => {
  const server = await startServerProcess()
  const admin = await send(server, '1-create-administrator.http')
  assert.deepEqual(
    [admin.status, admin.body.email, admin.body.is_admin, admin.body.age],
    [201, 'admin@example.com', true, 25],
  )

  const signedIn = await send(server, '2-sign-in.http')
  assert.deepEqual([signedIn.status, signedIn.body.message], [200, 'Вход выполнен успешно'])
  const token = /session_token=([^;]+)/.exec(signedIn.cookie)?.[1] ?? assert.fail('no cookie')

  const course = await send(server, '3-create-course.http', token)
  assert.deepEqual([course.status, course.body.title, course.body.price], [201, 'Python для начинающих', 5000])

  if (curlIsThere) await runCommands(server, token, admin.body.id)
  else t.diagnostic('the three commands with curl were not run: there is no sh or curl on this machine')
  await assertEvents(server, token, curlIsThere)
  assert.equal(await server.stop(), process.platform === 'win32' ? null : 0)
})

async function runCommands(server: ServerProcess, token: string, adminId: number): Promise<void> {
  const user = await runCommand(server, '4-create-user.sh')
  assert.deepEqual([user.email, user.is_admin, user.id], ['user@example.com', false, adminId + 1])
  const signedIn = await runCommand(server, '5-sign-in.sh')
  assert.equal(signedIn.message, 'Вход выполнен успешно')
  const course = await runCommand(server, '6-create-course.sh', token)
  assert.deepEqual(
    [course.title, course.description, course.price],
    ['Python для начинающих', 'Базовый курс по Python', 5000],
  )
}

async function assertEvents(server: ServerProcess, token: string, withCommands: boolean): Promise<void> {
  const answer = await fetch(`${server.url}/events`, { headers: { cookie: `session_token=${token}` } })
  const events = (await answer.json()) as { type: string; topic: string; value: { event_type: string } }[]
  const types = ['user.created', 'user.logged_in', 'course.created']
  const told = events.filter(({ topic }) => topic !== 'message-events').map(({ type }) => type)
  assert.deepEqual(told, withCommands ? [...types, ...types] : types)
  assert.ok(events.every(({ type, value }) => value.event_type === type))
  await waitFor(() => types.every((type) => server.printed().includes(` ${type} `)) || undefined, server.printed)
  for (const secret of ['admin@example.com', 'Администратор', 'admin123', token])
    assert.ok(!server.printed().includes(secret), secret)
}

/** The text as the brief has it; only the base URL and the token are replaced. */
function commandOf({ url }: ServerProcess, file: string, token: string): string {
  const text = readFileSync(join(import.meta.dirname, 'test-kit/brief', file), 'utf8')
  return text.replaceAll('http://127.0.0.1:8000', url).replaceAll('ваш_токен', token)
}

async function send(server: ServerProcess, file: string, token = '') {
  const [head = '', body = ''] = commandOf(server, file, token).split('\n\n')
  const [request = '', ...lines] = head.split('\n')
  const [method = '', address = ''] = request.split(' ')
  const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]))
  const answer = await fetch(address, { method, headers, body })
  return { status: answer.status, body: (await answer.json()) as any, cookie: answer.headers.get('set-cookie') ?? '' }
}

async function runCommand(server: ServerProcess, file: string, token = '') {
  const { stdout } = await run('sh', [
    '-c',
    `${commandOf(server, file, token).trimEnd()} --silent --show-error --fail-with-body`,
  ])
  return JSON.parse(stdout)
}
