import type { Tx } from '#platform/db/database.ts'

/**
 * Ends a user's sessions but the one named; how many ended. Sessions are another module's, and it already asks this
 * one who somebody is: `app.ts` hands the function in, so that the two do not lean on each other.
 */
export type EndSessions = (tx: Tx, userId: number, now: Date, except?: number) => Promise<number>
