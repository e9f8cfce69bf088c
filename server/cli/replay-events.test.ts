import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listGroups } from '#events/index.ts'
import { Desk, type Result, strong } from '../test-kit/desk.ts'

function checksums({ out }: Result): string[] {
  return [...out.matchAll(/сумма (?:до|после): +([0-9a-f]{64})/g)].map((match) => match[1] ?? '')
}

test('a projection is rebuilt with an equal checksum, without a server and beside one', async () => {
  const desk = new Desk()
  await desk.owner()
  const first = await desk.start()
  const { cookie } = await first.login('owner@example.com', strong)
  for (const title of ['Курс первый', 'Курс второй']) await first.post('/courses', { title, price: 1 }, cookie)
  await first.stop()
  const alone = await desk.crm('events', 'replay', 'daily-statistics', '--from', 'earliest', '--yes')
  assert.equal(alone.code, 0, alone.out + alone.err)
  assert.match(alone.out, /Совпадает/)
  const [before, after] = checksums(alone)
  assert.ok(before && before === after)

  const server = await desk.start()
  const beside = await desk.crm('events', 'replay', 'daily-statistics', '--from', 'earliest', '--yes')
  assert.equal(beside.code, 0, beside.out + beside.err)
  assert.deepEqual(checksums(beside), [before, before])
  await server.stop()
  const group = (await desk.look((db) => listGroups(db.reader))).find(({ group }) => group === 'daily-statistics')
  assert.equal(group?.lag, 0)
  assert.equal(group?.resetBy, 'system')
})

test('the preview says what would be done, and without a yes nothing is', async () => {
  const desk = new Desk()
  await desk.owner()
  await (await desk.start()).stop()
  const { code, out, err } = await desk.crm('events', 'replay', 'daily-statistics', '--from', 'earliest')
  assert.equal(code, 2)
  assert.match(out, /событий к повтору 1, проекция/)
  assert.match(err, /--yes/)
  const group = (await desk.look((db) => listGroups(db.reader))).find(({ group }) => group === 'daily-statistics')
  assert.deepEqual([group?.lag, group?.resetBy], [0, null])
})

test('a running server takes up again what a replay from a number gives back to a group', async () => {
  const desk = new Desk()
  await desk.owner()
  const server = await desk.start()
  const { cookie } = await server.login('owner@example.com', strong)
  await server.post('/courses', { title: 'Курс первый', price: 1 }, cookie)
  const course = (await server.get('/events?type=course.created', cookie)).body[0]
  const again = await desk.crm('events', 'replay', 'console', '--from', String(course.seq), '--yes')
  assert.equal(again.code, 0, again.err)
  const lines = server.lines.filter((line) => line.includes(`@${course.seq} `))
  assert.equal(lines.length, 2)
  await server.stop()
})

test('what cannot be replayed is refused: mail, the audit trail, unknown groups, a start that is none', async () => {
  const desk = new Desk()
  await desk.owner()
  await (await desk.start()).stop()
  for (const [args, code, answer] of [
    [['welcome-mail', '--from', 'earliest'], 1, /нельзя воспроизвести/],
    [['audit-trail', '--from', 'earliest'], 1, /^Группу audit-trail нельзя воспроизвести[^a-z]+\n$/],
    [['nobody', '--from', 'earliest'], 1, /Группа потребителей не найдена/],
    [['daily-statistics'], 2, /Откуда повторять/],
    [['daily-statistics', '--from', 'yesterday'], 2, /Откуда повторять/],
  ] as const) {
    const answered = await desk.crm('events', 'replay', ...args, '--yes')
    assert.equal(answered.code, code, args.join(' '))
    assert.match(answered.err, answer)
  }
})
