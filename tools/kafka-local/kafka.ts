// npm run kafka [-- --reset]
// A real Apache Kafka on localhost:9092 without Docker. The data stays in .kafka of this folder until --reset.
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { accepts, startBroker } from './broker.ts'
import { ensureJars, kafkaVersion } from './jars.ts'

const port = 9092
const folder = resolve('.kafka')

const jars = await ensureJars().catch((error: Error) => refuse(error.message))
if (await accepts(port))
  refuse(`Порт ${port} уже занят: Kafka уже работает? / Port ${port} is in use: is Kafka running?`)
if (process.argv.includes('--reset')) rmSync(folder, { recursive: true, force: true })
const broker = await startBroker(jars, { port, controllerPort: 10_092, folder }).catch((error: Error) =>
  refuse(error.message),
)
console.log(
  `Kafka ${kafkaVersion} слушает localhost:${port}, данные в .kafka (заново: npm run kafka -- --reset). ` +
    'Теперь в другом окне: npm run start:kafka. Остановить: Ctrl-C',
)

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  void broker.stop()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
process.on('disconnect', stop)
process.channel?.unref()
process.send?.('stops-on-disconnect')
const code = await broker.ended
if (stopping) console.log('Kafka остановлена')
else console.error(`Kafka остановилась сама (${code}): .kafka/broker.log`)
process.exit(stopping ? 0 : 1)

function refuse(message: string): never {
  console.error(message)
  process.exit(2)
}
