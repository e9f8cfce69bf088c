import { test } from 'node:test'
import { count } from './kit/lane.ts'
import { stopUnderLoad } from './stop-under-load.ts'

const cycles = count({ short: 5, full: 100 })

test(`R15: ${cycles} SIGTERMs under load break no answer, store every position and end with 0`, async (t) => {
  const { answered, slowestMs } = await stopUnderLoad(t, cycles)
  t.diagnostic(`${answered} requests answered, the slowest stop took ${slowestMs} ms`)
})
