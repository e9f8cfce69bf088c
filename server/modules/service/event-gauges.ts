import { Gauge, type Registry } from 'prom-client'
import { type BrokerDesk, type ListedGroup, listEnds, listGroups } from '#events/index.ts'
import type { Database } from '#platform/db/database.ts'

export type EventGauges = { look(db: Database, desk: BrokerDesk): Promise<void> }

/** The log, its consumer groups and, with Kafka, the bridge and the broker: the figures of /events/… for Prometheus. */
export function eventGauges(registry: Registry): EventGauges {
  const parts = [logGauges(registry), groupGauges(registry), bridgeGauges(registry), topicGauges(registry)]
  return {
    async look(db, desk) {
      for (const part of parts) await part.look(db, desk)
    },
  }
}

function gaugesIn(registry: Registry, prefix: string) {
  return (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${prefix}_${name}`, help, labelNames, registers: [registry] })
}

function logGauges(registry: Registry): EventGauges {
  const gauge = gaugesIn(registry, 'event_log')
  const end = gauge('end', 'Number of the newest event of the partition', ['topic', 'partition'])
  return {
    async look(db) {
      for (const { topic, partition, end: seq } of await listEnds(db.reader)) end.set({ topic, partition }, seq)
    },
  }
}

function groupGauges(registry: Registry): EventGauges {
  const gauge = gaugesIn(registry, 'consumer_group')
  const lag = gauge('lag', 'Events that the group has not handled yet', ['group'])
  const parked = gauge('parked', 'Events that failed and are tried again', ['group'])
  const dead = gauge('dead_letters', 'Events that need a person', ['group'])
  const ghosts = gauge('ghosts', 'Records of an abandoned epoch that were skipped', ['group'])
  const owned = gauge('owned_partitions', 'Partitions that some process reads', ['group'])
  const partitionLag = gauge('partition_lag', 'The lag of one partition', ['group', 'topic', 'partition'])
  const show = (group: ListedGroup) => {
    const name = { group: group.group }
    lag.set(name, group.lag)
    parked.set(name, group.parked)
    dead.set(name, group.dead)
    ghosts.set(
      name,
      group.partitions.reduce((sum, place) => sum + place.ghosts, 0),
    )
    owned.set(name, group.partitions.filter(({ owner }) => owner !== null).length)
    for (const { topic, partition, lag: own } of group.partitions) partitionLag.set({ ...name, topic, partition }, own)
  }
  return {
    async look(db) {
      for (const group of await listGroups(db.reader)) show(group)
    },
  }
}

function bridgeGauges(registry: Registry): EventGauges {
  const broker = gaugesIn(registry, 'kafka_broker')
  const up = broker('up', '1: the broker answers')
  const since = broker('state_since_seconds', 'When it was last found to be up or down, in Unix seconds')
  const gauge = gaugesIn(registry, 'kafka_bridge')
  const published = gauge('published', 'Events published by this process since its start')
  const stalled = gauge('stalled', '1: the broker is there, and yet nothing can be published')
  const behind = gauge('behind', 'Events that are not on Kafka yet', ['topic', 'partition'])
  const owned = gauge('owned_partitions', 'Partitions that some process publishes')
  return {
    async look(db, desk) {
      if (desk.state === 'not_used') return
      const described = await desk.describe(db.reader)
      up.set(desk.state === 'up' ? 1 : 0)
      since.set(Date.parse(described.since ?? '') / 1000)
      published.set(desk.published)
      stalled.set(desk.stalled ? 1 : 0)
      owned.set(described.partitions.filter(({ owner }) => owner !== null).length)
      for (const lane of described.partitions) behind.set({ topic: lane.name, partition: lane.partition }, lane.behind)
    },
  }
}

/** Gone while the broker does not answer: an old size would look like a new one. */
function topicGauges(registry: Registry): EventGauges {
  const gauge = gaugesIn(registry, 'kafka_topic')
  const records = gauge('records', 'Records that Kafka keeps, everybody’s and repetitions too', ['topic', 'partition'])
  const next = gauge('next_offset', 'The offset that the next record will get', ['topic', 'partition'])
  return {
    async look(_db, desk) {
      const sizes = await desk.sizes()
      records.reset()
      next.reset()
      for (const [topic, { partitions }] of sizes) {
        for (const [partition, size] of partitions.entries()) {
          const place = { topic: desk.nameOf(topic) ?? topic, partition }
          records.set(place, size.records)
          next.set(place, size.next_offset)
        }
      }
    },
  }
}
