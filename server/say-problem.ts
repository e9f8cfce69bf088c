import type { EventsProblem } from '#events/index.ts'
import type { Log } from '#platform/log.ts'

/** One line per problem of a consumer: which group, which event, what to look at. */
export function sayProblem(log: Log, problem: EventsProblem): void {
  if (problem.kind === 'numbering')
    return log.error({ err: problem.error }, 'нумерация событий не удалась, повторяется')
  const { group, topic, partition } = problem.place
  const where = `${group}: ${topic}/${partition}@${problem.seq ?? '–'}`
  const error = problem.error instanceof Error ? problem.error.message : String(problem.error)
  if (problem.kind === 'parked') log.warn({ error }, `${where} отложено, будет повторено`)
  else if (problem.kind === 'dead') log.error({ error }, `${where} не обработано: GET /events/dead-letters`)
  else log.warn({ error }, `${where} чтение прервано, начинается снова`)
}
