import type { Kysely } from 'kysely'
import { createEventTables } from '#events/index.ts'
import { counter, id, integer, longText, text, time } from '#platform/db/columns.ts'
import { createIndex, createTable } from '#platform/db/create-table.ts'
import { createSearchWords } from '#platform/db/search-words.ts'

type Migrating = Kysely<unknown>

/** The first version: everything the brief asks for, and the event log under it. */
export async function up(db: Migrating): Promise<void> {
  await createService(db)
  await createSearchWords(db)
  await createEventTables(db)
  await createUsers(db)
  await createCourses(db)
  await createConsumersTables(db)
}

async function createService(db: Migrating): Promise<void> {
  const throttles = { key: text(200), attempts: counter(), last_at: time(), blocked_until: time() }
  await createTable(db, 'throttles', throttles, { primaryKey: ['key'] })
  await createIndex(db, 'throttles', ['last_at'])
  await createTable(
    db,
    'idempotency_keys',
    {
      key_digest: text(64),
      request_digest: text(64),
      status: integer({ nullable: true }),
      body: longText({ nullable: true }),
      headers: longText({ nullable: true }),
      created_at: time(),
    },
    { primaryKey: ['key_digest'] },
  )
  await createIndex(db, 'idempotency_keys', ['created_at'])
  await createTable(
    db,
    'setup_tokens',
    { id: integer(), token_hash: text(64), expires_at: time() },
    { primaryKey: ['id'] },
  )
}

async function createUsers(db: Migrating): Promise<void> {
  await createTable(db, 'users', {
    id: id(),
    email: text(320),
    email_folded: text(640, { unique: true }),
    name: text(100),
    name_key: text(300),
    age: integer({ nullable: true }),
    role: text(20),
    status: text(20),
    locale: text(2),
    password_hash: text(200, { nullable: true }),
    password_is_weak: integer(),
    owner_claim: integer({ nullable: true, unique: true }),
    created_at: time(),
    updated_at: time(),
    version: integer(),
  })
  await createListIndexes(db, 'users', ['role', 'status'], ['name_key', 'email_folded', 'created_at'])
  await createTable(db, 'sessions', {
    id: id(),
    user_id: integer({ references: 'users.id' }),
    token_hash: text(64, { unique: true }),
    address: text(64, { nullable: true }),
    agent: text(300, { nullable: true }),
    created_at: time(),
    last_seen_at: time(),
    expires_at: time(),
    ended_at: time({ nullable: true }),
  })
  await createIndex(db, 'sessions', ['user_id', 'ended_at'])
  await createIndex(db, 'sessions', ['expires_at'])
}

async function createCourses(db: Migrating): Promise<void> {
  await createTable(db, 'courses', {
    id: id(),
    title: text(200),
    title_key: text(600),
    description: longText({ nullable: true }),
    price: integer(),
    currency: text(3),
    status: text(20),
    author_id: integer({ nullable: true, references: 'users.id' }),
    created_by: integer({ nullable: true, references: 'users.id' }),
    created_at: time(),
    updated_at: time(),
    published_at: time({ nullable: true }),
    version: integer(),
  })
  await createListIndexes(db, 'courses', ['status'], ['title_key', 'price', 'created_at'])
}

/** A page begins at its first row, however it is sorted and whichever filter is set: nothing is sorted or passed over. */
async function createListIndexes(db: Migrating, table: string, filters: string[], sorts: string[]): Promise<void> {
  for (const sort of sorts) await createIndex(db, table, [sort, 'id'])
  for (const filter of filters) {
    await createIndex(db, table, [filter, 'id'])
    for (const sort of sorts) await createIndex(db, table, [filter, sort, 'id'])
  }
}

async function createConsumersTables(db: Migrating): Promise<void> {
  await createTable(db, 'messages', {
    id: id(),
    event_id: text(100, { unique: true }),
    template: text(40),
    user_id: integer({ nullable: true, references: 'users.id' }),
    to_address: text(320),
    subject: text(300),
    body: longText(),
    status: text(20),
    error: longText({ nullable: true }),
    created_at: time(),
    sent_at: time({ nullable: true }),
  })
  await createIndex(db, 'messages', ['status', 'id'])
  await createIndex(db, 'messages', ['user_id'])
  await createTable(
    db,
    'audit_entries',
    {
      id: id(),
      topic: text(64),
      partition: integer(),
      position: integer(),
      event_id: text(100),
      seq: integer({ nullable: true }),
      action: text(64),
      actor_id: integer({ nullable: true }),
      object: text(100),
      at: time(),
      request_id: text(100),
      details: longText(),
      personal: longText({ nullable: true }),
      personal_digest: text(64),
      salt: text(32, { nullable: true }),
      hash: text(64),
    },
    { unique: [['topic', 'partition', 'position']] },
  )
  for (const column of ['action', 'actor_id', 'object']) await createIndex(db, 'audit_entries', [column, 'id'])
  const day = { day: text(10), registrations: counter(), logins: counter(), courses: counter() }
  await createTable(db, 'daily_statistics', day, { primaryKey: ['day'] })
}
