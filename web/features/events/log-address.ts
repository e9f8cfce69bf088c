/** Where reading begins: the newest first from the end or within the last hour; else upwards from a place. */
export type LogStart = 'end' | 'hour' | 'beginning' | 'time' | 'number'
export const logStarts: readonly LogStart[] = ['end', 'hour', 'beginning', 'time', 'number']

/** What the address asks of the log. `open`: the number of the event that stands beside the list, 0: none. */
export type LogQuestion = {
  readonly topic: string
  readonly partition: string
  readonly type: string
  readonly key: string
  readonly find: string
  readonly start: LogStart
  /** With start=time a local time as the field gives it, with start=number a number. */
  readonly at: string
  readonly open: number
}

const names = ['topic', 'partition', 'type', 'key', 'find', 'start', 'at'] as const

export function readLogAddress(query: string): LogQuestion {
  const given = new URLSearchParams(query)
  const text = (name: string) => given.get(name) ?? ''
  const start = text('start') as LogStart
  const open = text('seq')
  return {
    topic: text('topic'),
    partition: /^\d{1,3}$/.test(text('partition')) ? text('partition') : '',
    type: text('type'),
    key: text('key'),
    find: text('find'),
    start: logStarts.includes(start) ? start : 'end',
    at: text('at'),
    open: /^[1-9]\d{0,14}$/.test(open) ? Number(open) : 0,
  }
}

export function logAddress(question: LogQuestion): string {
  const set: [string, string][] = names
    .map((name): [string, string] => [name, question[name]])
    .filter(([name, value]) => value !== '' && !(name === 'start' && value === 'end'))
  if (question.open > 0) set.push(['seq', String(question.open)])
  return set.length > 0 ? `/events?${new URLSearchParams(set)}` : '/events'
}

/** Newer events than the one a link leads to are shown too, so that it does not stand alone. */
const newerShown = 20

/**
 * The fields of the API. `around`: the number a link leads to; then reading begins a little above it. null: a time or
 * number is asked for and not filled in.
 */
export function fieldsOf(question: LogQuestion, around: number, now: number): Readonly<Record<string, string>> | null {
  const { topic, partition, type, key, find, start, at } = question
  const filter = { topic, partition, type, key, q: find }
  if (start === 'end') return { ...filter, order: 'desc', ...(around > 0 && { to: String(around + newerShown) }) }
  if (start === 'hour') return { ...filter, order: 'desc', since: new Date(now - 3_600_000).toISOString() }
  if (start === 'beginning') return { ...filter, order: 'asc' }
  if (start === 'number') return /^\d{1,15}$/.test(at) ? { ...filter, order: 'asc', from: at } : null
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? null : { ...filter, order: 'asc', since: time.toISOString() }
}

/** Downwards: the newest stand first, and new ones come above. */
export function isDownwards({ start }: LogQuestion): boolean {
  return start === 'end' || start === 'hour'
}
