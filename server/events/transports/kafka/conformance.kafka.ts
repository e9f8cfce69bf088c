import { startKafka } from '../../../test-kit/start-kafka.ts'
import { transportConformance } from '../conformance.ts'
import { openKafkaBench } from './kafka-bench.ts'

const kafka = await startKafka()

if (kafka) transportConformance('kafka', (t) => openKafkaBench(t, kafka))
