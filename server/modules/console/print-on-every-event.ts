import { findEventType } from '#contract/events/registry.ts'
import { type AnyDelivered, call } from '#events/index.ts'
import type { Log } from '#platform/log.ts'

/** One line per event: type, topic/partition@seq, key and a phrase in Russian; the log puts the time before it. */
export function printEveryEvent(log: Log) {
  return call({ group: 'console', on: 'all', from: 'now', replay: 'safe', handle: (event) => log.info(lineOf(event)) })
}

function lineOf({ type, topic, partition, seq, key }: AnyDelivered): string {
  return `${type} ${topic}/${partition}@${seq ?? '–'} key=${key} ${findEventType(type)?.phrase.ru ?? ''}`
}
