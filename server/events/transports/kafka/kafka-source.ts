import type { Topic } from '#contract/events/event-type.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database } from '#platform/db/database.ts'
import type { RecordSource } from '../source.ts'
import type { BrokerWatch } from './broker-watch.ts'
import { CatchUp } from './catch-up.ts'
import type { KafkaClients } from './client.ts'
import { HintKeeper } from './hint-keeper.ts'
import { openReader, type Shelf } from './kafka-reader.ts'
import { type MirrorProblem, OffsetMirror } from './offset-mirror.ts'
import { Tail } from './tail.ts'
import { usualWatchdog, Watchdog, type WatchdogTimes } from './watchdog.ts'

export type KafkaSourceOptions = {
  readonly database: Database
  readonly instanceId: string
  readonly clients: KafkaClients
  readonly config: KafkaConfig
  readonly watch: BrokerWatch
  readonly onProblem?: (problem: MirrorProblem) => void
  /** Reading stood still although there was more; it begins again with a new client. */
  readonly onStalled?: (place: string) => void
  readonly watchdog?: WatchdogTimes
}

type Place = { topic: Topic; partition: number }

/** Records from Kafka; which of them have an effect is decided by our own positions. */
export function kafkaSource(options: KafkaSourceOptions): RecordSource {
  const { database, instanceId, clients, config, watch } = options
  const listeners = new Set<(place: Place | null) => void>()
  const onArrival = (place: Place | null) => {
    for (const listener of listeners) listener(place)
  }
  const tail = new Tail({ clients, watch, onArrival })
  const times = options.watchdog ?? usualWatchdog
  const catchUp = new CatchUp(clients, Object.values(config.topics), times.patienceMs)
  const watchdog = new Watchdog(watch, tail, times, options.onStalled ?? (() => {}))
  const mirror = new OffsetMirror(watch, config.clientId, options.onProblem ?? (() => {}))
  const hints = new HintKeeper(database)
  const shelf: Shelf = {
    reader: database.reader,
    instanceId,
    watch,
    tail,
    catchUp,
    onHint(hint) {
      hints.keep(hint)
      mirror.follow(hint)
    },
  }
  const stopFollowing = watch.onChange(() => void tail.restart())
  void tail.restart()
  return {
    name: 'kafka',
    open: async (request) => openReader(shelf, request),
    onArrival(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      stopFollowing()
      watchdog.stop()
      await Promise.all([tail.stop(), catchUp.stop(), hints.stop(), mirror.stop()])
    },
  }
}
