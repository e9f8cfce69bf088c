import { Admin, type BaseOptions } from '@platformatic/kafka'
import type { KafkaAdmin } from './client.ts'
import { closing } from './closing.ts'
import { within } from './within.ts'

/** Of a whole call, since the client's own limits hold per try. */
const longestMs = 8_000
const thirtyDays = String(30 * 24 * 3_600_000)

export function openAdmin(options: BaseOptions): KafkaAdmin {
  const admin = new Admin(options)
  const limited = <T>(work: Promise<T>) => within(longestMs, work)
  return {
    findTopics: (names) => limited(findTopics(admin, names)),
    listTopics: () => limited(admin.listTopics().then((names) => findTopics(admin, names.filter(isPublic)))),
    async createTopic(name, partitions, replication) {
      const configs = [
        { name: 'retention.ms', value: thirtyDays },
        // counted from the publishing: an old event that is published late must not vanish at once
        { name: 'message.timestamp.type', value: 'LogAppendTime' },
      ]
      const topics = [{ topic: name, partitions, replicas: replication ?? -1 }]
      await limited(admin.createTopics({ topics, configs }))
    },
    async addPartitions(name, total) {
      // `assignments` as an empty list is refused by the broker: it must be left out
      await limited(admin.createPartitions({ topics: [{ name, count: total } as never] }))
    },
    async offsets({ name, leaders }, which) {
      const timestamp = which === 'first' ? -2n : -1n
      const partitions = leaders.map((_, partitionIndex) => ({ partitionIndex, timestamp }))
      // somebody's open transaction hides what was written behind it
      const isolationLevel = which === 'readable' ? 1 : 0
      const [topic] = await limited(admin.listOffsets({ topics: [{ name, partitions }], isolationLevel }))
      const found = new Map(topic?.partitions.map((row) => [row.partitionIndex, Number(row.offset)]))
      return leaders.map((_, partition) => found.get(partition) ?? 0)
    },
    async offsetsAt({ name, leaders }, time) {
      const ask = async (timestamp: bigint) => {
        const partitions = leaders.map((_, partitionIndex) => ({ partitionIndex, timestamp }))
        const [topic] = await limited(admin.listOffsets({ topics: [{ name, partitions }], isolationLevel: 1 }))
        return new Map(topic?.partitions.map((row) => [row.partitionIndex, Number(row.offset)]))
      }
      const [found, ends] = [await ask(BigInt(time)), await ask(-1n)]
      return leaders.map((_, at) => ((found.get(at) ?? -1) < 0 ? (ends.get(at) ?? 0) : (found.get(at) as number)))
    },
    async setGroupOffsets(groupId, offsets) {
      const topics = [...Map.groupBy(offsets, ({ name }) => name)].map(([name, rows]) => ({
        name,
        partitionOffsets: rows.map(({ partition, offset }) => ({ partition, offset: BigInt(offset) })),
      }))
      await limited(admin.alterConsumerGroupOffsets({ groupId, topics }))
    },
    close: closing(admin),
  }
}

function isPublic(name: string): boolean {
  return !name.startsWith('__')
}

async function findTopics(admin: Admin, names: readonly string[]) {
  const existing = new Set(await admin.listTopics())
  const known = names.filter((name) => existing.has(name))
  if (known.length === 0) return []
  const { topics } = await admin.metadata({ topics: known, forceUpdate: true })
  return known.flatMap((name) => {
    const topic = topics.get(name)
    return topic ? [{ name, id: topic.id, leaders: topic.partitions.map(({ leader }) => leader) }] : []
  })
}
