import { openKafkaBench } from '../../../test-kit/kafka-bench.ts'
import { startKafka } from '../../../test-kit/start-kafka.ts'
import { transportConformance } from '../conformance.ts'
import { transportTrouble } from '../conformance-trouble.ts'

const kafka = await startKafka()

if (kafka) {
  transportConformance('kafka', (t) => openKafkaBench(t, kafka))
  transportTrouble('kafka', (t) => openKafkaBench(t, kafka))
}
