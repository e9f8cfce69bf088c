import { test } from 'node:test'
import { shareOneDatabase } from './four-processes.ts'
import { count } from './kit/lane.ts'
import { serverKinds, startOwnServer } from './kit/own-servers.ts'

const frozenMs = count({ short: 0, full: 60_000 })

for (const kind of serverKinds)
  test(`R16: four processes on one ${kind} know the same, and one that stood still ${frozenMs} ms harms nothing`, async (t) => {
    const server = await startOwnServer(t, kind)
    await shareOneDatabase(t, server.url, frozenMs)
  })
