import { type Static, Type } from 'typebox'
import { auditFields } from '../filters.ts'
import { bothWays, Id, Nullable, pageFields, Time } from './shapes.ts'
import { FacetNames, WhereText } from './where.ts'

export const AuditEntryAnswer = Type.Object(
  {
    id: Id,
    topic: Type.String(),
    partition: Type.Integer(),
    position: Type.Integer({ description: 'place in the chain of this topic and partition, from 1' }),
    event_id: Type.String(),
    seq: Nullable(Type.Integer()),
    action: Type.String({ description: 'the type of the event' }),
    actor_id: Nullable(Id),
    object: Type.String({ description: 'what was acted on, for example user/7' }),
    at: Time,
    request_id: Type.String(),
    details: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      description: 'facts that tell nothing about a person',
    }),
    personal: Type.Unsafe<Record<string, unknown> | null>({
      type: ['object', 'null'],
      description: 'null once it was blanked',
    }),
    hash: Type.String({ description: 'SHA-256 over the entry and the hash before it' }),
  },
  {
    title: 'AuditEntry',
    examples: [
      {
        id: 1,
        topic: 'course-events',
        partition: 4,
        position: 1,
        event_id: '019aabcd-0000-7000-8000-000000000000',
        seq: 1,
        action: 'course.created',
        actor_id: 1,
        object: 'course/1',
        at: '2026-11-22T12:00:00.000+00:00',
        request_id: 'f3b1c1de-0000-4000-8000-000000000000',
        details: { course_id: 1 },
        personal: null,
        hash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      },
    ],
  },
)
export type AuditEntryAnswer = Static<typeof AuditEntryAnswer>

const sorts = bothWays(['id', 'action', 'object', 'actor_id'])
const question = {
  action: Type.Optional(Type.String({ maxLength: 100, examples: ['user.role_changed'] })),
  actor_id: Type.Optional(Id),
  object: Type.Optional(Type.String({ maxLength: 100, examples: ['user/7'] })),
  where: WhereText(auditFields),
}
export const ListAudit = Type.Object({
  ...pageFields,
  ...question,
  sort: Type.Optional(Type.Enum([...sorts], { default: '-id' })),
})
export type ListAudit = Static<typeof ListAudit>

export const CountAudit = Type.Object({ ...question, fields: FacetNames(['action', 'topic']) })
export type CountAudit = Static<typeof CountAudit>
