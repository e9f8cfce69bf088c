import { headersOfExample } from '../contract/events/asyncapi.ts'
import { type EventType, partitionsPerTopic, topics } from '../contract/events/event-type.ts'
import { optionalHeaders, recordHeaders } from '../contract/events/record-headers.ts'

/** What somebody must know who reads our events from another program; the list of events follows it. */
export function eventsGuide(events: readonly EventType[]): string {
  return [
    introduction,
    topicTable(events),
    aRecord(events),
    headerTable(),
    promises,
    reading,
    evolution,
    machines,
  ].join('\n\n')
}

const introduction = `
# Events

<!-- Generated from contract/events by \`npm run generate\`; do not edit. -->

Whatever changes in the CRM is also written down as an event, in the same transaction: no change without its event, no
event without its change. With Kafka each event is a record on one of the topics below; without Kafka the same events, in
the same order and with the same numbers, are at \`GET /events\`. This page is for those who build something on them. Three
programs to start from, each run against a real broker in our tests: [examples](../examples/README.md).
`.trim()

function topicTable(events: readonly EventType[]): string {
  const rows = topics.map((topic) => {
    const own = events.filter((event) => event.topic === topic)
    const setting = `KAFKA_TOPIC_${topic.toUpperCase().replaceAll('-', '_')}`
    const links = own.map(({ type }) => `[${type}](#${type.replaceAll('.', '')})`).join(', ')
    return `| \`${topic}\` | \`${own[0]?.key}\` | ${links} | \`${setting}\` |`
  })
  return [
    '| topic | record key | events | renamed by |',
    '|---|---|---|---|',
    ...rows,
    '',
    `Each topic has ${partitionsPerTopic} partitions, chosen from the key as Java's default partitioner does (murmur2 of the key's UTF-8`,
    `bytes): whatever happened to one user, course or message is in one partition. A topic that already has more partitions`,
    `keeps them, and the first ${partitionsPerTopic} are used. Topics that the CRM creates keep records for 30 days; records are compressed with`,
    'zstd (`KAFKA_COMPRESSION`), and no value is larger than 256 KiB.',
  ].join('\n')
}

function aRecord(events: readonly EventType[]): string {
  const event = events.find(({ type }) => type === 'course.created')
  if (!event) return ''
  const headers = Object.entries(headersOfExample(event)).map(([name, value]) => `          ${name}: ${value}`)
  return [
    '## One record',
    '',
    '```text',
    `topic     ${event.topic}`,
    `key       ${String(event.example[event.key])}`,
    `headers ${headers.join('\n').slice(8)}`,
    `value     ${JSON.stringify(event.example)}`,
    '```',
    '',
    'The value is flat JSON in UTF-8 with exactly the fields of its type, in the order shown below: `event_type` first,',
    '`timestamp` last. Ids are integers. Times are ISO-8601 in UTC with offset and milliseconds. Money is a number in major',
    'units with at most two decimals. There is no envelope: everything about the event, not in it, rides in the headers.',
  ].join('\n')
}

function headerTable(): string {
  const rows = Object.entries(recordHeaders).map(([name, { description }]) => {
    const often = optionalHeaders.includes(name) ? '' : 'always'
    return `| \`${name}\` | ${often} | ${description} |`
  })
  return [
    '## Headers',
    '',
    'CloudEvents 1.0 in binary mode, in the names of its Kafka binding, and some of our own. All are texts.',
    '',
    '| header | | |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}

const promises = `
## What is promised

| | |
|---|---|
| nothing is lost | An event stands in the CRM's own log before anybody is told that the change worked. A broker that is away, slow or frozen delays the record and loses nothing; one that comes back empty is filled again from the log. |
| at least once | After a restart, a frozen broker or a topic that was filled again, records come a second time, with the same \`ce_id\` and the same value (a person who was erased meanwhile is blank in it). |
| in order per key | Records of one key are in the order of their commits. After you drop repetitions by \`ce_id\`, no earlier event follows a later one. |
| nothing across keys | Two courses, or a user and a course, have no order between them, and times do not give one: clocks lie. |
| never a secret | No password, token, session or address of a computer is in a value or a header. |

Not promised: exactly-once transport, consecutive numbers, one partition per topic, and that a reader outside hears of an
erased person: erasing blanks the *personal* fields in our log, while Kafka keeps its copy until its retention ends, and
you keep yours. Take \`user.erased\` as the order to forget that person, too.
`.trim()

const reading = `
## Reading them safely

1. **Remember \`ce_id\`, in the same transaction as your effect.** A second record with that id does nothing. This alone makes
   the effect happen once. Offsets are not enough: a repetition has an offset of its own.
2. **Commit the offset after the effect**, never by a timer, and start from the earliest record (the default of most
   clients is the latest: you would miss what was written before your first start).
3. **Use a group name of your own.** The groups of the CRM keep their positions in its database and only mirror them to
   Kafka; a stranger in one of those groups disturbs that mirror.
4. **Pass over what you do not know**: types, fields, headers, values of a list.
5. **Expect strangers.** Anybody with access can write to a topic. A record without \`ce_id\`, without a value, or that is not
   JSON is not ours: log it and go on.
6. **Do not count on time or numbers.** \`ce_sequence\` rises within a partition with gaps. After the CRM was restored from a
   backup, \`ce_epoch\` is higher, and numbers of the lost hours are given again to other events; their ids are new. What was
   published in those hours stays on the topic, although the CRM no longer knows it.
7. **One CRM, one \`ce_source\`.** Where several write to the same topics, keep their ids apart by it.
`.trim()

const evolution = `
## How events change

Published events only grow. Old programs read new records, and new programs read records that are years old, so
\`npm run check\` refuses everything else, by comparing with what has been published
(\`contract/events/published/\`, one file per event):

| allowed | refused |
|---|---|
| a new event | an event, a topic or a key that is gone or different |
| a new optional field, behind the others and before \`timestamp\` | a field that is removed, renamed, moved or of another type; a new field that is required |
| one more value in a list, a longer text, a wider range | a value taken away, a shorter text, a narrower range, a null where there was none |

\`npm run generate\` publishes an addition. For another shape there is a new type beside the old one (\`course.created.v2\`); the
CRM then writes both until nobody reads the first.
`.trim()

const machines = `
## For programs

\`/asyncapi.json\` is all of this as AsyncAPI 3 (also [docs/asyncapi.json](asyncapi.json)); \`/schemas/events/course.created.json\`
is the JSON Schema of one event's value. Both are open like \`/openapi.json\`: to anybody in local mode, to staff in public mode
unless \`DOCS=public\`.
`.trim()
