import assert from 'node:assert/strict'
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeHouse } from './house-fixture.ts'

const start = join(import.meta.dirname, 'start.mjs')
const posix = { skip: process.platform === 'win32' && 'Windows has no signals' }
const linux = { skip: process.platform !== 'linux' && 'the Linux bundle is the one that may not fit' }
const writesSignals = `
  import { appendFileSync } from 'node:fs'
  const note = (text) => appendFileSync('notes', text + ' ')
  const stop = (why) => { note(why); setTimeout(() => { note('ended'); process.exit(0) }, 150) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  process.once('disconnect', () => stop('disconnect'))
  process.channel?.unref()
  setInterval(() => {}, 1000)
`
const programs = {
  'aware.mjs': `${writesSignals}process.send('stops-on-disconnect', () => note('started'))`,
  'plain.mjs': `${writesSignals}note('started')`,
  'echo.mjs': "process.stdin.pipe(process.stdout); process.stdin.on('end', () => { process.exitCode = 7 })",
  'args.mjs':
    'console.log(JSON.stringify([process.argv.slice(2), process.execArgv, Number(process.versions.node.split(".")[0])]))',
  'dies.mjs': "process.kill(process.pid, 'SIGKILL')",
  'package.json': JSON.stringify({ scripts: { aware: `node ${start} aware.mjs`, plain: `node ${start} plain.mjs` } }),
}

function launch(t: TestContext, cwd: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(process.execPath, [start, ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe'], ...options })
  t.after(() => child.kill('SIGKILL'))
  return child
}

/** Waits until the program noted that word; answers all notes. */
async function noted(root: string, word: string): Promise<string> {
  for (let left = 500; left > 0; left -= 1) {
    const notes = read(join(root, 'notes'))
    if (notes.includes(word)) return notes.trim()
    await sleep(20)
  }
  throw new Error(`the program did not note ${word}: ${read(join(root, 'notes'))}`)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

test('the program gets flags, arguments and a Node that runs TypeScript', async (t) => {
  const child = launch(t, makeHouse(t, programs), ['--no-warnings', 'args.mjs', 'a b', '--c'])
  const [args, flags, major] = JSON.parse(await text(child.stdout!))
  assert.deepEqual([args, flags], [['a b', '--c'], ['--no-warnings']])
  assert.ok(major >= 24)
})

test('input, output and the exit code pass through, and the channel keeps nobody alive', async (t) => {
  const child = launch(t, makeHouse(t, programs), ['echo.mjs'])
  child.stdin!.end('привет')
  assert.equal(await text(child.stdout!), 'привет')
  assert.deepEqual(await once(child, 'exit'), [7, null])
})

test('a program that a signal ended gives 128 and the number', posix, async (t) => {
  assert.deepEqual(await once(launch(t, makeHouse(t, programs), ['dies.mjs']), 'exit'), [137, null])
})

test('npm run dev starts the program again when it changes', async (t) => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  const [, ...flags] = /start\.mjs( --.+) server\/main\.ts$/.exec(scripts.dev)?.[1]?.split(' ') ?? []
  const saying = (word: string) => writesSignals.concat(`note('${word}')`)
  const root = makeHouse(t, { 'changing.mjs': saying('before') })
  const child = launch(t, root, [...flags, 'changing.mjs'])
  await noted(root, 'before')
  writeFileSync(join(root, 'changing.mjs'), saying('after'))
  await noted(root, 'after')
  child.kill()
  await once(child, 'exit')
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} stops the program once and gives its exit code`, posix, async (t) => {
    for (const [program, told] of [
      ['aware', 'disconnect'],
      ['plain', signal],
    ] as const) {
      const root = makeHouse(t, programs)
      const child = launch(t, root, [`${program}.mjs`])
      await noted(root, 'started')
      child.kill(signal)
      child.kill(signal)
      assert.deepEqual(await once(child, 'exit'), [0, null])
      assert.equal(await noted(root, 'ended'), `started ${told} ended`)
    }
  })
}

test('a signal to the whole group reaches a server once', posix, async (t) => {
  const root = makeHouse(t, programs)
  const child = launch(t, root, ['aware.mjs'], { detached: true })
  await noted(root, 'started')
  process.kill(-child.pid!, 'SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.equal((await noted(root, 'ended')).split(' ').filter((word) => word === 'SIGTERM').length, 1)
})

test('when the starter is killed outright the server stops by itself', async (t) => {
  const root = makeHouse(t, programs)
  const child = launch(t, root, ['aware.mjs'])
  await noted(root, 'started')
  child.kill('SIGKILL')
  assert.equal(await noted(root, 'ended'), 'started disconnect ended')
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`when npm gets ${signal} nothing stays behind`, posix, async (t) => {
    for (const program of ['aware', 'plain']) {
      const root = makeHouse(t, programs)
      const npm = spawn('npm', ['run', '-s', program], { cwd: root, stdio: 'ignore' })
      await noted(root, 'started')
      npm.kill(signal)
      await noted(root, 'ended')
    }
  })
}

test('without a fitting Node one line says what to install, with exit code 2', async (t) => {
  const root = makeHouse(t, {
    'tools/start.mjs': read(start).replace('[24, 19]', '[99, 0]'),
    'tools/watch-starter.mjs': read(join(import.meta.dirname, 'watch-starter.mjs')),
  })
  const child = spawn(process.execPath, ['tools/start.mjs', 'x.mjs'], { cwd: root })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.equal(code, 2)
  assert.match(said, /^Нужен Node\.js 99\.0 .*newer is needed.*\n$/)
})

test('a bundled Node that cannot be loaded gives way to the running one', linux, async (t) => {
  const bundle = `node_modules/node-linux-${process.arch}`
  const root = makeHouse(t, {
    ...programs,
    'tools/start.mjs': read(start),
    'tools/watch-starter.mjs': read(join(import.meta.dirname, 'watch-starter.mjs')),
    [`${bundle}/package.json`]: '{ "bin": { "node": "node" } }',
    [`${bundle}/node`]: '#!/bin/sh\ntouch tried\nexit 127\n',
  })
  chmodSync(join(root, bundle, 'node'), 0o755)
  const child = spawn(process.execPath, ['tools/start.mjs', 'args.mjs'], { cwd: root })
  assert.deepEqual(JSON.parse(await text(child.stdout))[0], [])
  assert.ok(existsSync(join(root, 'tried')))
})
