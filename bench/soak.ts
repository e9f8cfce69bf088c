import { statSync } from 'node:fs'
import { join } from 'node:path'
import { startLoad } from './load.ts'
import { type Section, table } from './report.ts'
import { cases } from './requests.ts'
import { ours } from './servers.ts'

const [posts, steps] = [200_000, 8]

/** Many writes in a row: memory and the write-ahead log must not grow with them. */
export async function soak(): Promise<Section> {
  const load = startLoad()
  const server = await ours()
  const rows: string[][] = []
  let [written, longestWal] = [0, 0]
  const walOf = () => statSync(join(server.folder, 'crm.db-wal')).size
  const watch = setInterval(() => {
    longestWal = Math.max(longestWal, walOf())
  }, 100)
  for (let step = 1; step <= steps; step++) {
    while (written < (posts / steps) * step) {
      const { rate } = await load.sample(server, cases.create, 5000)
      written += Math.round(rate * 5)
    }
    const { rssBytes } = await server.child.usage()
    rows.push([String(written), megabytes(rssBytes), megabytes(longestWal)])
  }
  clearInterval(watch)
  load.stop()
  await server.child.stop()
  return {
    title: 'Soak',
    text: table(['courses written', 'RSS after it', 'longest write-ahead log so far'], rows),
    note: '32 connections, POST /courses; targets: RSS flat, write-ahead log < 64 MiB',
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
