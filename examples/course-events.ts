// Keeps a table of courses from course-events. An event has its effect once, however often Kafka delivers it.
import { DatabaseSync } from 'node:sqlite'
import { Consumer, type Message, stringDeserializers } from '@platformatic/kafka'

type TextMessage = Message<string, string, string, string>
type CourseEvent = { event_type: string; course_id: number; title?: string; price?: number }

const env = process.env
const state = openState(env['STATE_FILE'] ?? 'courses.db')
const topic = env['KAFKA_TOPIC_COURSE_EVENTS'] ?? 'course-events'
const consumer = new Consumer({
  groupId: env['GROUP'] ?? 'my-course-reader',
  clientId: 'my-course-reader',
  bootstrapBrokers: (env['KAFKA_BOOTSTRAP_SERVERS'] ?? 'localhost:9092').split(','),
  deserializers: stringDeserializers,
  // Offsets are committed after the effect, never by a timer: after a crash records come again, and none is lost.
  autocommit: false,
})
const stream = await consumer.consume({ topics: [topic], mode: 'committed', fallbackMode: 'earliest' })

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // a broker that does not answer must not hold up the end
    setTimeout(() => process.exit(1), 5000).unref()
    void stream.close().then(() => consumer.close())
  })
}

// An error ends the process: whatever runs it (systemd, Docker, Kubernetes) starts it again, and it goes on from the
// offset. A loop that lives on after an error may hold its partitions and read nothing.
for await (const message of stream) {
  const event = readEvent(message)
  if (!event) console.error(`not an event of the CRM, passed over: ${topic}/${message.partition}@${message.offset}`)
  else if (handleOnce(event.id, event.value)) {
    console.log(`${event.id} ${event.value.event_type} course ${event.value.course_id}`)
  }
  await message.commit()
}

/** null for a record that the CRM has not written. */
function readEvent({ headers, value }: TextMessage): { id: string; value: CourseEvent } | null {
  const id = headers.get('ce_id')
  try {
    const event = JSON.parse(value ?? 'null') as CourseEvent | null
    return id && event?.event_type && event.course_id ? { id, value: event } : null
  } catch {
    return null
  }
}

/** false: it was handled before. The id and the effect are one transaction: both are there, or neither is. */
function handleOnce(id: string, event: CourseEvent): boolean {
  state.exec('begin immediate')
  try {
    const isNew = state.prepare('insert or ignore into handled values (?)').run(id).changes === 1
    if (isNew) handle(event)
    state.exec('commit')
    return isNew
  } catch (error) {
    state.exec('rollback')
    throw error
  }
}

/** What your program does with an event stands here. Types that it does not know are passed over. */
function handle({ event_type, course_id, title = '', price = 0 }: CourseEvent): void {
  if (event_type !== 'course.created' && event_type !== 'course.updated') return
  state
    .prepare(
      `insert into known_courses values (?, ?, ?)
       on conflict (course_id) do update set title = excluded.title, price = excluded.price`,
    )
    .run(course_id, title, price)
}

function openState(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(`
    create table if not exists handled (ce_id text primary key);
    create table if not exists known_courses (course_id integer primary key, title text, price real);
  `)
  return database
}
