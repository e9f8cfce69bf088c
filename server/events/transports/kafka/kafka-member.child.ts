import { systemClock } from '#platform/clock.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import { getIdentity } from '../../identity.ts'
import { sharedLeases } from '../../leases/shared-leases.ts'
import { startRunner } from '../../runner/runner.ts'
import { openLog, recording } from '../../test-log.ts'
import { openKafka } from './kafka-transport.ts'

// For tests only: one of several processes that publish and consume one log, until it is stopped.

const [url = '', settings = ''] = process.argv.slice(2)
const { database, instanceId } = await openLog(url)
const { partitions } = await getIdentity(database.reader)
const leases = sharedLeases(database, `member-${process.pid}`)
const config = JSON.parse(settings) as KafkaConfig
const place = { database, instanceId, partitions, config, clock: systemClock, leases, publishes: true }
const transport = openKafka({ ...place, onProblem: () => {} })
const runner = await startRunner({
  database,
  source: transport.source,
  leases: transport.leases,
  consumers: [recording('recorder')],
})
process.on('SIGTERM', async () => {
  await runner.stop()
  await transport.stop()
  await database.close()
  process.exit(0)
})
process.stdout.write('running\n')
