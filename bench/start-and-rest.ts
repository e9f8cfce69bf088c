import { pause } from './child.ts'
import { median, type Section, table } from './report.ts'
import { newFolder, startAgain, startOurs } from './servers.ts'

const starts = 7
const idleMs = 5000

/** Cold start, rest and stop of our server; the first start of each kind makes the database and is not counted. */
export async function measureProcess(): Promise<Section> {
  const [direct, again] = [await measure(startOurs), await measure(startAgain)]
  const row = (name: string, of: (figures: Figures) => string) => [name, of(direct), of(again)]
  const rows = [
    row('start to the first /ping', ({ startMs }) => `${startMs.toFixed(0)} ms`),
    row('memory at rest (RSS)', ({ rssBytes }) => `${(rssBytes / 1e6).toFixed(0)} MB`),
    row('CPU at rest, of one core', ({ idleShare }) => `${(idleShare * 100).toFixed(2)} %`),
    row('SIGTERM to the end', ({ stopMs }) => `${stopMs.toFixed(0)} ms`),
  ]
  return {
    title: 'Start, rest, stop',
    text: table(['', 'node server/main.ts', 'the same, compiled code kept'], rows),
    note: `medians of ${starts} starts; targets: 1.2 s, 180 MB, 0.5 s; aims: 0.5 s, 110 MB, 0.1 s`,
  }
}

type Figures = { startMs: number; rssBytes: number; idleShare: number; stopMs: number }

async function measure(start: typeof startOurs): Promise<Figures> {
  const folder = newFolder()
  await (await start(folder)).stop()
  const all: Figures[] = []
  for (let n = 0; n < starts; n++) all.push(await measureOnce(start, folder, n === 0 ? idleMs : 1000))
  const of = (field: keyof Figures) => median(all.map((one) => one[field]))
  return { startMs: of('startMs'), rssBytes: of('rssBytes'), idleShare: all[0]?.idleShare ?? 0, stopMs: of('stopMs') }
}

async function measureOnce(start: typeof startOurs, folder: string, restMs: number): Promise<Figures> {
  const child = await start(folder)
  await pause(1500)
  const before = await child.usage()
  await pause(restMs)
  const { cpuMicros, rssBytes } = await child.usage()
  const idleShare = (cpuMicros - before.cpuMicros) / (restMs * 1000)
  return { startMs: child.startMs, rssBytes, idleShare, stopMs: await child.stop() }
}
