import { type LoadProcess, type Sample, startLoad } from './load.ts'
import { median, ms, type Section, table } from './report.ts'
import { type Case, cases } from './requests.ts'
import { floor, type Measured, ours } from './servers.ts'

const rounds = 7
const [warmUpMs, sampleMs] = [1500, 1000]

type Pair<Value> = { ours: Value; floor: Value }

/** Our server and the floor take turns, request by request and round by round; medians of all rounds. */
export async function compareWithFloor(): Promise<Section> {
  const load = startLoad()
  const servers: Pair<Measured> = { ours: await ours(), floor: await floor() }
  await warmUp(load, servers)
  const samples = Object.values(cases).map((one) => ({ one, ours: [] as Sample[], floor: [] as Sample[] }))
  for (let round = 0; round < rounds; round++) {
    for (const { one, ...taken } of samples) {
      taken.ours.push(await load.sample(servers.ours, one, sampleMs))
      taken.floor.push(await load.sample(servers.floor, one, sampleMs))
    }
  }
  load.stop()
  for (const { child } of Object.values(servers)) await child.stop()
  const rows = samples.flatMap(({ one, ours, floor }) => rowsOf(one, { ours: middle(ours), floor: middle(floor) }))
  return {
    title: 'Requests against the floor',
    text: table(['request', 'server', 'rate', 'p50', 'p99', 'CPU per request', 'CPU ÷ floor', 'rate ÷ floor'], rows),
    note: `32 connections, ${rounds} rounds of ${sampleMs} ms each, medians; the load comes from a process of its own, nothing is pinned to a core; the CPU of a POST holds the work of all consumers`,
  }
}

async function warmUp(load: LoadProcess, servers: Pair<Measured>): Promise<void> {
  for (const server of Object.values(servers))
    for (const one of [cases.create, cases.ping, cases.list, cases.one]) await load.sample(server, one, warmUpMs)
}

function middle(samples: readonly Sample[]): Sample {
  const of = (field: keyof Sample) => median(samples.map((sample) => sample[field]))
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), cpuMicros: of('cpuMicros') }
}

function rowsOf(one: Case, { ours, floor }: Pair<Sample>): string[][] {
  const cpu = (ours.cpuMicros / floor.cpuMicros).toFixed(2)
  const rate = (ours.rate / floor.rate).toFixed(2)
  return [
    [one.name, 'ours', ...figures(ours), `**${cpu}**`, `**${rate}**`],
    ['', 'floor', ...figures(floor), '', ''],
  ]
}

function figures({ rate, p50, p99, cpuMicros }: Sample): string[] {
  return [`${Math.round(rate)}/s`, ms(p50), ms(p99), `${cpuMicros.toFixed(1)} µs`]
}
