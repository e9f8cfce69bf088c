import type { EventsProblem } from '#events/index.ts'
import type { Log } from '#platform/log.ts'

/** One line per problem of a consumer: which group, which event, what to look at. */
export function sayProblem(log: Log, problem: EventsProblem): void {
  if (problem.kind === 'numbering')
    return log.error({ err: problem.error }, 'нумерация событий не удалась, повторяется')
  if (problem.kind === 'broker') return sayBroker(log, problem.state)
  if (problem.kind === 'unpublished')
    return log.error({ error: textOf(problem.error) }, 'Kafka на связи, но события не принимает: они ждут в базе')
  if (problem.kind === 'deaf')
    return log.warn(`Kafka: чтение ${problem.place} стоит на месте, хотя записи есть; соединение открывается заново`)
  if (problem.kind === 'mirror')
    return log.warn(
      { error: textOf(problem.error) },
      `${problem.group}: смещения группы не видны в Kafka (в группе чужой участник?)`,
    )
  if (problem.kind === 'refused') {
    const { topic, partition, offset } = problem.record
    return log.error(
      { error: textOf(problem.error) },
      `Kafka не приняла ${topic}/${partition}@${offset}: GET /events/dead-letters`,
    )
  }
  const { group, topic, partition } = problem.place
  const where = `${group}: ${topic}/${partition}@${problem.seq ?? '–'}`
  const error = textOf(problem.error)
  if (problem.kind === 'parked') log.warn({ error }, `${where} отложено, будет повторено`)
  else if (problem.kind === 'dead') log.error({ error }, `${where} не обработано: GET /events/dead-letters`)
  else log.warn({ error }, `${where} чтение прервано, начинается снова`)
}

type BrokerState = Extract<EventsProblem, { kind: 'broker' }>['state']

/** One line when it goes, one a minute while it is away, one when it is back. */
function sayBroker(log: Log, { state, error }: BrokerState): void {
  if (state === 'up') log.info('Kafka на связи: события передаются')
  else log.warn({ error }, 'Kafka недоступна: запросы обслуживаются, события ждут в базе')
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
