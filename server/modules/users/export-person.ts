import type { Reader } from '#platform/db/database.ts'
import { presentUser } from './present-user.ts'
import type { User } from './users-rules.ts'

/** What another part of the CRM knows of a person; `app.ts` lists them all. */
export type ExportPart = (reader: Reader, userId: number) => Promise<object[]>

/** Everything that is kept about a person, by part; never a password, a token or a hash of one. */
export async function exportPerson(
  reader: Reader,
  user: User,
  parts: Readonly<Record<string, ExportPart>>,
): Promise<Record<string, unknown>> {
  const known: Record<string, unknown> = { account: presentUser(user) }
  for (const [name, read] of Object.entries(parts)) known[name] = await read(reader, user.id)
  return known
}
