type HeaderSchema = { type: 'string'; description: string; examples: string[]; const?: string; pattern?: string }

const digits = '^[1-9][0-9]*$'

/**
 * The headers of every record, all of them texts: CloudEvents 1.0 in the names of its Kafka binding (binary mode), then
 * ours. The examples belong to one record.
 */
export const recordHeaders = {
  ce_specversion: text('version of CloudEvents', '1.0', { const: '1.0' }),
  ce_id: text(
    'the event’s own id, the same in every repetition: remember it and do nothing the second time',
    '019ab7d2-5c00-7b1e-8f3a-6d2c4e5f7a90',
    { pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
  ),
  ce_type: text('the same as event_type in the value', 'course.created'),
  ce_source: text('which CRM it comes from: the id of its log', '0f8d4c1e-52b7-4b6f-9a55-2f1f0f6f3a10'),
  ce_time: text('the same as timestamp in the value', '2026-11-22T12:00:00.000+00:00'),
  ce_subject: text('the same as the record key: the id of what changed', '1'),
  ce_sequence: text('number in the log of that CRM; rises within a partition, with gaps', '42', { pattern: digits }),
  ce_epoch: text(
    'counts how often that log was continued from a backup; numbers may repeat in a later epoch, ids never do',
    '1',
    { pattern: digits },
  ),
  'content-type': text('of the value', 'application/json', { const: 'application/json' }),
  actor: text('id of the user who did it, or system', '1', { pattern: '^([1-9][0-9]*|system)$' }),
  correlationid: text(
    'the request that caused it; everything that one request caused shares it',
    '5b0c7f9a-7f0e-4f4e-9a53-9b1f6a3c2d11',
  ),
  causationid: text(
    'ce_id of the event whose handling caused this one; absent when a person or a command did',
    '019ab7d2-5bff-7c22-9d10-0a1b2c3d4e5f',
  ),
} as const

/** Not in every record. */
export const optionalHeaders: readonly string[] = ['causationid']

function text(description: string, example: string, rule: Pick<HeaderSchema, 'const' | 'pattern'> = {}): HeaderSchema {
  return { type: 'string', description, ...rule, examples: [example] }
}
