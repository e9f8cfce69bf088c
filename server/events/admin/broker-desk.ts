import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Reader } from '#platform/db/database.ts'
import type { KafkaTransport } from '../transports/kafka/kafka-transport.ts'
import { describeBroker, type ListedBroker } from './describe-broker.ts'

/** Where the API asks about the broker; empty until events start, and for ever without Kafka. */
export class BrokerDesk {
  #open: { config: KafkaConfig; transport: KafkaTransport } | undefined

  open(config: KafkaConfig, transport: KafkaTransport): void {
    this.#open = { config, transport }
  }

  /** A broker that has not answered yet counts as down. */
  get state(): 'not_used' | 'up' | 'down' {
    if (!this.#open) return 'not_used'
    return this.#open.transport.watch.state.state === 'up' ? 'up' : 'down'
  }

  /** Events that this process has published since its start. */
  get published(): number {
    return this.#open?.transport.bridge?.published ?? 0
  }

  describe(reader: Reader): Promise<ListedBroker> {
    return describeBroker(reader, this.#open)
  }
}
