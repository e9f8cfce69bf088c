import type { TestContext } from 'node:test'
import { type Member, startMember } from './member-process.ts'

/** A CRM split by ROLES: two processes for requests, two for events. */
export type FourProcesses = { readonly api: readonly [Member, Member]; readonly consumers: readonly [Member, Member] }

/** All started at once on one database, which they also create. */
export async function startFourProcesses(t: TestContext, folder: string, dbUrl: string): Promise<FourProcesses> {
  const start = (roles: string) => startMember(t, folder, { DB_URL: dbUrl, ROLES: roles })
  const all = [start('api'), start('api'), start('consumers'), start('consumers')] as const
  const [one, two, three, four] = await Promise.all(all)
  return { api: [one, two], consumers: [three, four] }
}

/** Asks all of them to stop; answers their exit codes. */
export function stopFourProcesses({ api, consumers }: FourProcesses): Promise<(number | null)[]> {
  return stopMembers([...api, ...consumers])
}

export async function stopMembers(members: readonly Member[]): Promise<(number | null)[]> {
  for (const member of members) member.signal('SIGTERM')
  return Promise.all(members.map(async ({ ended }) => (await ended).code))
}
