/** Every table of the CRM with its key, parents before children; `generated`: the column that the database counts. */
export type CopiedTable = { readonly table: string; readonly key: readonly string[]; readonly generated?: string }

export const copiedTables: readonly CopiedTable[] = [
  { table: 'users', key: ['id'], generated: 'id' },
  { table: 'sessions', key: ['id'], generated: 'id' },
  { table: 'password_resets', key: ['id'], generated: 'id' },
  { table: 'api_tokens', key: ['id'], generated: 'id' },
  { table: 'school_settings', key: ['id'] },
  { table: 'courses', key: ['id'], generated: 'id' },
  { table: 'saved_views', key: ['id'], generated: 'id' },
  { table: 'messages', key: ['id'], generated: 'id' },
  { table: 'bulk_changes', key: ['id'], generated: 'id' },
  { table: 'bulk_chunks', key: ['bulk_id', 'n'] },
  { table: 'search_words', key: ['entity', 'word', 'entity_id'] },
  { table: 'throttles', key: ['key'] },
  { table: 'idempotency_keys', key: ['key_digest'] },
  { table: 'setup_tokens', key: ['id'] },
  { table: 'local_secrets', key: ['id'] },
  { table: 'legacy_imports', key: ['entity', 'legacy_id'] },
  { table: 'event_log', key: ['id'] },
  { table: 'event_epochs', key: ['epoch'] },
  { table: 'events', key: ['n'], generated: 'n' },
  { table: 'consumer_groups', key: ['group_name'] },
  { table: 'consumer_positions', key: ['group_name', 'topic', 'partition'] },
  { table: 'consumer_foreign', key: ['group_name', 'log', 'partition'] },
  { table: 'kafka_published', key: ['topic_id', 'partition'] },
  { table: 'projection_checkpoints', key: ['group_name'] },
  { table: 'event_failures', key: ['id'], generated: 'id' },
  { table: 'audit_entries', key: ['id'], generated: 'id' },
  { table: 'daily_statistics', key: ['day'] },
]

/** Who works on the database just now says nothing about the copy; hints may always be lost. */
export const leftBehind: readonly string[] = ['leases', 'kafka_hints']
