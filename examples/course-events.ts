// Course events in TypeScript: node examples/course-events.ts [broker] [topic]
// The broker may hold an event twice (the same ce_id), always in order; another program may have written to the topic too.
import { Consumer, stringDeserializers } from '@platformatic/kafka'

const [broker = 'localhost:9092', topic = 'course-events'] = process.argv.slice(2)

const consumer = new Consumer({
  // A group of your own: the names that begin with mini-crm. belong to the CRM.
  groupId: 'course-events-example-ts',
  clientId: 'course-events-example',
  bootstrapBrokers: [broker],
  deserializers: stringDeserializers,
})

const stream = await consumer.consume({
  topics: [topic],
  // A new group begins with the oldest event; later it goes on where it was.
  mode: 'committed',
  fallbackMode: 'earliest',
  autocommit: false,
})

const seen = new Set<string>()
const quiet = setTimeout(stop, 10_000)

for await (const record of stream) {
  quiet.refresh()
  const id = record.headers.get('ce_id') ?? `${record.topic}/${record.partition}/${record.offset}`
  if (!seen.has(id)) {
    seen.add(id)
    const event = JSON.parse(record.value)
    console.log(event.event_type, event.course_id, event.title ?? '')
  }
  // Only what is done is committed; after a crash the rest comes again.
  await record.commit()
}

/** Nothing for a while: this example ends. A real consumer waits on. */
async function stop(): Promise<void> {
  await stream.close()
  await consumer.close(true)
}
