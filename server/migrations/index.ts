import type { Migrations } from '#platform/db/migrate.ts'
import { up as createTables } from './20261122T1200_create_tables.ts'
import { up as createLocalSecrets } from './20261122T1630_create_local_secrets.ts'
import { up as createLegacyImports } from './20261122T1640_create_legacy_imports.ts'
import { up as createKafkaTables } from './20261122T1700_create_kafka_tables.ts'
import { up as indexLists } from './20261122T2203_index_lists.ts'
import { up as createPasswordResets } from './20261122T2205_create_password_resets.ts'
import { up as createApiTokens } from './20261122T2215_create_api_tokens.ts'
import { up as createSchoolSettings } from './20261122T2225_create_school_settings.ts'
import { up as createBulkChanges } from './20261122T2227_create_bulk_changes.ts'
import { up as createSavedViews } from './20261122T2236_create_saved_views.ts'
import { up as keepWordsInRows } from './20261123T0510_keep_words_in_rows.ts'

/** In the order of their names. A migration that was ever released never changes: the next change is a new one. */
export const migrations: Migrations = {
  '20261122T1200_create_tables': { up: createTables },
  '20261122T1630_create_local_secrets': { up: createLocalSecrets },
  '20261122T1640_create_legacy_imports': { up: createLegacyImports },
  '20261122T1700_create_kafka_tables': { up: createKafkaTables },
  '20261122T2203_index_lists': { up: indexLists },
  '20261122T2205_create_password_resets': { up: createPasswordResets },
  '20261122T2215_create_api_tokens': { up: createApiTokens },
  '20261122T2225_create_school_settings': { up: createSchoolSettings },
  '20261122T2227_create_bulk_changes': { up: createBulkChanges },
  '20261122T2236_create_saved_views': { up: createSavedViews },
  '20261123T0510_keep_words_in_rows': { up: keepWordsInRows },
}
