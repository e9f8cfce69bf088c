import type { GroupAnswer } from '#contract/http/events.ts'
import type { ListedGroup } from './list-groups.ts'
import { placeName } from './list-positions.ts'

/** `kafkaGroup` and `offsets`: as Kafka's own tools show them; null and empty without Kafka. */
export function presentGroup(
  { lastError, lastErrorAt, resetBy, resetAt, partitions, ...group }: ListedGroup,
  kafkaGroup: string | null,
  offsets: ReadonlyMap<string, number>,
): GroupAnswer {
  return {
    ...group,
    kafka_group: kafkaGroup,
    last_error: lastError,
    last_error_at: lastErrorAt,
    reset_by: resetBy,
    reset_at: resetAt,
    partitions: partitions.map((place) => ({
      ...place,
      kafka_offset: offsets.get(placeName(group.group, place.topic, place.partition)) ?? null,
    })),
  }
}
