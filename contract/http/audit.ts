import { type Static, Type } from 'typebox'
import { Id, Nullable, pageFields, Time } from './shapes.ts'

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
  { title: 'AuditEntry' },
)
export type AuditEntryAnswer = Static<typeof AuditEntryAnswer>

export const ListAudit = Type.Object({
  ...pageFields,
  action: Type.Optional(Type.String({ maxLength: 100, examples: ['user.role_changed'] })),
  actor_id: Type.Optional(Id),
  object: Type.Optional(Type.String({ maxLength: 100, examples: ['user/7'] })),
  sort: Type.Optional(Type.Enum(['id', '-id'], { default: '-id' })),
})
export type ListAudit = Static<typeof ListAudit>
