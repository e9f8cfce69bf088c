import type { Database } from '#platform/db/database.ts'
import { onNotice } from '../wake.ts'
import { recordsAfter } from './log-records.ts'
import type { PartitionReader, ReadRequest, RecordSource } from './source.ts'

/** Our own log, read by number: no broker, no copy. */
export function embeddedSource(database: Database, instanceId: string): RecordSource {
  return {
    name: 'embedded',
    open: async (request) => openPartition(database, request),
    onArrival(listener) {
      return onNotice(instanceId, (notice) => {
        if (notice.news === 'numbered') for (const place of notice.places) listener(place)
      })
    },
    async close() {},
  }
}

function openPartition({ reader }: Database, { topic, partition, after }: ReadRequest): PartitionReader {
  let last = after
  return {
    async read(max) {
      const records = await recordsAfter(reader, { topic, partition, after: last, max })
      last = records.at(-1)?.offset ?? last
      return records
    },
    settled() {},
    async close() {},
  }
}
