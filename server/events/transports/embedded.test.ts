import type { TestContext } from 'node:test'
import { takeNumbers } from '../numbering.ts'
import { partitionOf } from '../partition.ts'
import { openTestLog, type TestLog } from '../test-log.ts'
import { transportConformance } from './conformance.ts'
import { transportTrouble } from './conformance-trouble.ts'
import { embeddedSource } from './embedded.ts'
import type { StrangeRecord, TransportBench } from './transport-bench.ts'

transportConformance('embedded', openBench)
transportTrouble('embedded', openBench)

async function openBench(t: TestContext): Promise<TransportBench> {
  const log = await openTestLog(t)
  return {
    log,
    source: () => embeddedSource(log.database, log.instanceId),
    inject: (record) => insertRow(log, record),
    undecodable: [
      'not json',
      '[]',
      'null',
      '{"event_type":"moon.risen"}',
      '{"event_type":"course.created","course_id":"1"}',
    ],
  }
}

/** Only a hand in the database can put a strange record into our own log; the runner must stand it all the same. */
function insertRow({ database }: TestLog, { topic, key, value, headers }: StrangeRecord): Promise<void> {
  return database.inTransaction(async (tx) => {
    const { log, firstSeq } = await takeNumbers(tx, 1)
    const place = { topic, partition: partitionOf(key, log.partitions), key }
    const row = {
      id: 'strange',
      epoch: log.epoch,
      type: 'strange',
      payload: String(value),
      headers: JSON.stringify(headers),
    }
    await tx
      .insertInto('events')
      .values({ ...row, ...place, origin: null, actor_id: null, time: 1_795_000_000_000, seq: firstSeq })
      .execute()
  })
}
