import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../../server/test-kit/course-load.ts'
import { type FetchSession, sessionOf } from '../../server/test-kit/fetch-session.ts'
import { startServerProcess, waitFor } from '../../server/test-kit/server-process.ts'
import { until } from '../../server/test-kit/until.ts'
import { accepts, kafkaTool } from '../../tools/kafka-local/broker.ts'
import { ensureJars } from '../../tools/kafka-local/jars.ts'

const bootstrap = 'localhost:9092'
const posts = 200

/** Why the walk cannot be taken on this machine; null: it can. */
export async function whyNotHere(): Promise<string | null> {
  if (await accepts(9092)) return 'something else listens on port 9092'
  return ensureJars().then(
    () => null,
    (error: Error) => error.message,
  )
}

/**
 * What a new user without Docker does: `npm run kafka`, `npm run start:kafka`, the three calls of the brief, a look with
 * kcat and Kafka's own tool; then the broker is killed in the middle of 200 posts and comes back after `outageMs`.
 */
export async function walkAsNewUser(t: TestContext, outageMs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-walk-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const kafka = await startKafkaCommand(t, folder)
  const plain = await startServerProcess()
  await waitFor(() => plain.printed().includes('npm run start:kafka') || undefined, plain.printed)
  assert.equal(await plain.stop(), 0)

  const server = await startServerProcess({ args: ['--kafka'] })
  const owner = await sessionOf(server.url)
  await owner.post('/courses', { title: 'Python для начинающих', description: 'Изучите Python с нуля', price: 5000.0 })
  await until(() => lagIsZero(owner), 'all is handled')
  assert.deepEqual(
    [...read('user-events'), ...read('course-events')].map(({ event_type }) => event_type),
    ['user.created', 'user.logged_in', 'course.created'],
  )
  assert.equal(read('course-events')[0]?.title, 'Python для начинающих')
  await untilKafkaShowsNoLag()

  const calm = await postCourses(owner, 100, 20)
  const posting = postCourses(owner, posts, (outageMs * 1.2) / posts)
  await pause(outageMs * 0.1)
  killBroker(kafka)
  await once(kafka, 'exit')
  const dead = performance.now()
  await pause(outageMs)
  const starting = performance.now()
  const again = await startKafkaCommand(t, folder)
  const all = await posting
  // a broker that starts takes both cores of a small machine for some seconds
  const hit = all.filter(({ at }) => at > dead && at < starting)
  assert.ok(hit.length > posts / 2, `${hit.length} posts without a broker`)
  const [quiet, late] = [calm, hit].map((some) => percentile(some.map(tookOf), 0.99)) as [number, number]
  const slowest = Math.max(...all.map(tookOf))
  t.diagnostic(`${outageMs / 1000} s without a broker: p99 ${late.toFixed(1)} ms, calm ${quiet.toFixed(1)} ms`)
  t.diagnostic(`the slowest of ${posts}, the kill and the new start included: ${slowest.toFixed(1)} ms`)
  assert.ok(late <= Math.max(1.5 * quiet, 60), `p99 ${late} ms, calm ${quiet} ms`)
  // whoever waits for a broker waits for a limit of the client at least: 2 s
  assert.ok(slowest < 1_000, `${slowest} ms`)

  await until(() => lagIsZero(owner), 'all is handled', 60_000)
  const keys = new Set(read('course-events').map(({ course_id }) => course_id))
  assert.equal(keys.size, 1 + 100 + posts, 'every post is on the topic')
  await untilKafkaShowsNoLag()
  assertFewLines(server.printed(), Math.floor((outageMs + 15_000) / 60_000))
  assert.equal(await server.stop(), 0)
  again.kill('SIGINT')
  assert.deepEqual(await once(again, 'exit'), [0, null])
  assert.ok(!(await accepts(9092)), 'the broker ends with its command')
}

/** One line per change of the broker's state, and while it is away at most one a minute. */
function assertFewLines(printed: string, minutes: number): void {
  const states = [...printed.matchAll(/Kafka (на связи|недоступна)/g)].map(([, state]) =>
    state === 'на связи' ? 'U' : 'D',
  )
  assert.match(states.join(''), /^U(D+U)+$/, 'each change is said when it happens')
  const [ups, downs] = ['U', 'D'].map((state) => states.filter((one) => one === state).length) as [number, number]
  assert.ok(downs <= ups - 1 + minutes, states.join(''))
}

/** `npm run kafka`; resolves when it says that it listens. */
async function startKafkaCommand(t: TestContext, folder: string): Promise<ChildProcess> {
  const tools = join(import.meta.dirname, '..', '..', 'tools')
  const command = [join(tools, 'start.mjs'), join(tools, 'kafka-local', 'kafka.ts')]
  const child = spawn(process.execPath, command, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  await waitFor(
    () => said.includes(`слушает ${bootstrap}`) || undefined,
    () => said,
  )
  return child
}

/** SIGKILL to the broker itself, below the command and its starter. */
function killBroker({ pid }: ChildProcess): void {
  const childOf = (parent: number) => Number(execFileSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' }))
  process.kill(childOf(childOf(pid as number)), 'SIGKILL')
}

/** When each was sent, and its milliseconds. */
type Post = { at: number; took: number }

function tookOf({ took }: Post): number {
  return took
}

async function postCourses(owner: FetchSession, count: number, everyMs: number): Promise<Post[]> {
  const sent: Post[] = []
  const start = performance.now()
  for (let n = 1; n <= count; n++) {
    const at = performance.now()
    await owner.post('/courses', { title: `Курс ${n}`, price: n })
    sent.push({ at, took: performance.now() - at })
    await pause(Math.max(0, start + n * everyMs - performance.now()))
  }
  return sent
}

type Value = { event_type: string; course_id?: number; title?: string }

function read(topic: string): Value[] {
  const text = execFileSync('kcat', ['-C', '-b', bootstrap, '-t', topic, '-o', 'beginning', '-e', '-q'], {
    encoding: 'utf8',
  })
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Value)
}

async function lagIsZero(owner: FetchSession): Promise<boolean> {
  const groups = await owner.get<{ lag: number }[]>('/events/groups')
  const broker = await owner.get<{ state: string; behind: number }>('/events/broker')
  return broker.state === 'up' && broker.behind === 0 && groups.every(({ lag }) => lag === 0)
}

async function untilKafkaShowsNoLag(): Promise<void> {
  const jars = await ensureJars()
  const tool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
  await until(
    async () => {
      const text = await kafkaTool(jars, tool, [
        '--bootstrap-server',
        bootstrap,
        '--describe',
        '--group',
        'mini-crm.console',
      ])
      const rows = text.split('\n').flatMap((line) => {
        const [group, , , at, end, lag] = line.split(/\s+/)
        return group === 'mini-crm.console' ? [{ at, end, lag }] : []
      })
      return rows.length >= 3 && rows.every(({ at, end, lag }) => at === end && lag === '0')
    },
    'Kafka’s own tool shows the group with lag 0',
    30_000,
  )
}
