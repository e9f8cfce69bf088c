import { connect } from 'node:net'
import { ownerExists, renewSetupToken } from '#modules/users/index.ts'
import { roles as allRoles } from '#platform/config/config.ts'
import type { House } from '#platform/http/house.ts'

/** What an operator wants to know after a start, and what to do next. */
export async function sayStart(house: House, url: string): Promise<void> {
  const { config, db, log } = house
  const answers = config.roles.includes('api')
  log.info(
    `Mini-CRM слушает ${url} · ${answers ? `приложение: ${url}/app · API: ${url}/docs` : 'только /health и /metrics'}`,
  )
  log.info(
    `режим: ${config.mode === 'local' ? 'локальный' : `публичный, ${config.publicUrl?.origin}`} · база: ${db.label} · события: ${eventsLine(house)}${rolesWords(config)}`,
  )
  if (!config.kafka) void sayBroker(house)
  // another process would renew the token that was printed by the one that answers
  if (answers && !(await ownerExists(db.reader))) await sayFirstStep(house, url)
}

/** Only what differs from the usual. */
function rolesWords({ roles }: House['config']): string {
  return roles.length === allRoles.length ? '' : ` · роли: ${roles.join(', ')}`
}

function eventsLine({ config }: House): string {
  return config.kafka ? `Kafka ${config.kafka.brokers.join(', ')}` : 'встроенный журнал'
}

async function sayFirstStep({ config, db, log, clock }: House, url: string): Promise<void> {
  if (config.mode === 'local') {
    log.info(
      `владельца нет: в течение 60 минут его создаст ${url}/app или POST /users с "is_admin": true (позже npm run crm -- owner create)`,
    )
    return
  }
  const token = await db.inTransaction((tx) => renewSetupToken(tx, clock.now()))
  // The only secret that is ever printed: it works once, for 30 minutes, and only while there is no owner. It is printed
  // whatever LOG_LEVEL hides: without it nobody could become the owner.
  log
    .child({}, { level: 'info' })
    .info(
      `владельца нет: ${config.publicUrl?.origin ?? url}/app или POST /users с "is_admin": true и заголовком X-Setup-Token: ${token} (30 минут), или npm run crm -- owner create`,
    )
}

/** A broker on the usual port is worth a word; it is not used without being named. */
async function sayBroker({ log }: House): Promise<void> {
  const found = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: 9092, timeout: 500 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
  if (found)
    log.info(
      'на localhost:9092 отвечает Kafka: npm run start:kafka (или KAFKA_BOOTSTRAP_SERVERS=localhost:9092) передаст ей события',
    )
}
