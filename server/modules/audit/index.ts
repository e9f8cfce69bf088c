// Owns: the audit trail: who did what, when, in which request.
// Promises: append-only, one hash chain per topic and partition; blanking a person's part leaves every chain whole.
// Never: forgets or rewrites an entry.

export { auditRoutes } from './audit-routes.ts'
export { findAuditAbout, findAuditEntry } from './audit-store.ts'
export { blankAuditOf } from './blank-audit.ts'
export { exportAuditOf } from './export-audit.ts'
export { recordEveryEvent } from './record-on-every-event.ts'
export { verifyAudit } from './verify-audit.ts'
