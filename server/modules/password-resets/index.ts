// Owns: the links by which people who forgot their password set a new one.
// Promises: one answer for known and unknown addresses; a link works once, for an hour, and never after a change of the
// password; whoever was signed in is signed out.
// Never: stores a token, or writes one to an event, a log or the audit trail.
export { linkFinder } from './find-link.ts'
export { mailPasswordResets } from './mail-on-password-reset-requested.ts'
export { passwordResetsRoutes } from './password-resets-routes.ts'
export { endEveryPasswordReset, erasePasswordResetsOf, trimPasswordResets } from './password-resets-store.ts'
