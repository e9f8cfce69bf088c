import {
  type BrokerDesk,
  type Consumer,
  erasePersonInEvents,
  eventsRoutes,
  exportEventsOf,
  getIdentity,
} from '#events/index.ts'
import {
  apiTokensRoutes,
  eraseApiTokensOf,
  exportApiTokensOf,
  holderFinder,
  revokeApiTokensOf,
} from '#modules/api-tokens/index.ts'
import { auditRoutes, blankAuditOf, exportAuditOf, recordEveryEvent } from '#modules/audit/index.ts'
import { bulkRoutes, forgetAddressInBulk } from '#modules/bulk/index.ts'
import { printEveryEvent } from '#modules/console/index.ts'
import { coursesRoutes } from '#modules/courses/index.ts'
import { docsRoutes } from '#modules/docs/index.ts'
import { liveRoutes } from '#modules/live/index.ts'
import {
  eraseMessagesOf,
  exportMessagesOf,
  type Mailer,
  mailRoutes,
  messagesRoutes,
  sendTestMail,
  welcomeNewUser,
} from '#modules/messages/index.ts'
import {
  erasePasswordResetsOf,
  linkFinder,
  mailPasswordResets,
  passwordResetsRoutes,
} from '#modules/password-resets/index.ts'
import { schoolRoutes } from '#modules/school/index.ts'
import { searchRoutes } from '#modules/search/index.ts'
import { metricsOf, type Readiness, serviceRoutes } from '#modules/service/index.ts'
import {
  actorFinder,
  endSessions,
  eraseSessionsOf,
  exportSessionsOf,
  securityPolicyRoutes,
  sessionCookieName,
  sessionsRoutes,
  userSessionsRoutes,
} from '#modules/sessions/index.ts'
import { countOnEveryDay, statisticsRoutes } from '#modules/statistics/index.ts'
import {
  type EndSessions,
  type ErasePart,
  type ExportPart,
  personalDataRoutes,
  usersRoutes,
  weakAccountsRoutes,
} from '#modules/users/index.ts'
import { eraseViewsOf, viewsRoutes } from '#modules/views/index.ts'
import { setupRoutes, webRoutes } from '#modules/web/index.ts'
import { addressOf } from '#platform/config/address-of.ts'
import type { House } from '#platform/http/house.ts'
import { forgetAnswersAbout } from '#platform/http/once.ts'
import { collectOpenApi } from '#platform/http/openapi.ts'
import { createHttpServer, type Limits } from '#platform/http/server.ts'
import { guardRoutes } from '#platform/http/session-guard.ts'
import type { App } from '#platform/http/typed-app.ts'

/** The table of contents: every route group of the CRM; a process without the role `api` tells only how it is. */
export async function createApp(
  house: House,
  consumers: readonly Consumer[],
  readiness: Readiness,
  desk: BrokerDesk,
  limits?: Limits,
): Promise<App> {
  const cookieName = sessionCookieName(house.config)
  const app = await createHttpServer({ ...house, ...(limits && { limits }) })
  await collectOpenApi(app, cookieName)
  guardRoutes(app, cookieName, actorFinder(house), holderFinder(house))
  const metrics = metricsOf(house.db, desk)
  metrics.watch(app)
  app.addHook('onClose', async () => metrics.stop())

  serviceRoutes(app, house, metrics, { readiness, desk })
  if (!house.config.roles.includes('api')) return app
  usersRoutes(app, house, endUserSessions)
  weakAccountsRoutes(app, house)
  personalDataRoutes(app, house, exportParts)
  sessionsRoutes(app, house)
  userSessionsRoutes(app, house)
  securityPolicyRoutes(app, house)
  coursesRoutes(app, house)
  eventsRoutes(app, house, consumers, desk)
  bulkRoutes(app, house)
  liveRoutes(app, house, limits?.live)
  auditRoutes(app, house)
  apiTokensRoutes(app, house)
  passwordResetsRoutes(app, house, endUserSessions)
  schoolRoutes(app, house)
  mailRoutes(app, house)
  messagesRoutes(app, house, linkFinder(house, addressOf(house.config)))
  statisticsRoutes(app, house)
  viewsRoutes(app, house)
  searchRoutes(app, house)
  docsRoutes(app, house)
  setupRoutes(app, house)
  webRoutes(app, { clock: house.clock, position: async () => (await getIdentity(house.db.reader)).lastSeq })
  return app
}

/** Every consumer of the CRM. */
export function createConsumers(house: House, mailer: Mailer): Consumer[] {
  const { db, clock, log } = house
  const url = addressOf(house.config)
  const post = { db, clock, log, mailer, findLink: linkFinder(house, url) }
  return [
    printEveryEvent(log),
    recordEveryEvent,
    welcomeNewUser({ ...post, url }),
    mailPasswordResets(post),
    sendTestMail(post),
    countOnEveryDay,
  ]
}

/** What must forget a person, each part by its owner, in one transaction. */
export const eraseParts: readonly ErasePart[] = [
  (tx, userId) => erasePersonInEvents(tx, userId),
  (tx, userId) => eraseMessagesOf(tx, userId),
  (tx, userId) => blankAuditOf(tx, userId),
  (tx, userId) => eraseViewsOf(tx, userId),
  (tx, userId) => eraseApiTokensOf(tx, userId),
  (tx, userId) => erasePasswordResetsOf(tx, userId),
  (tx, userId) => forgetAddressInBulk(tx, userId),
  (tx, userId, now) => eraseSessionsOf(tx, userId, now),
  (tx, userId) => forgetAnswersAbout(tx, `/users/${userId}`),
]

/** What is known about a person, each part by its owner: the same places as above. */
export const exportParts: Readonly<Record<string, ExportPart>> = {
  sessions: exportSessionsOf,
  api_tokens: exportApiTokensOf,
  messages: exportMessagesOf,
  events: exportEventsOf,
  audit: exportAuditOf,
}

/** Whoever loses an account, or all its sessions to a new password, loses what programs could do in its name. */
const endUserSessions: EndSessions = async (tx, userId, now, except) => {
  if (except === undefined) await revokeApiTokensOf(tx, userId, now)
  return endSessions(tx, userId, now, except === undefined ? {} : { except })
}
