// Owns: sessions, sign-in and sign-out, the throttle of wrong passwords.
// Promises: an ended session is dead on the server at once; a role or a disabled account acts on the next request.
// Never: stores a token, or tells whether a name exists.
export { actorFinder } from './find-actor.ts'
export { securityPolicyRoutes } from './security-policy-routes.ts'
export { sessionCookieName, sessionsRoutes } from './sessions-routes.ts'
export { endEverySession, endSessions, eraseSessionsOf, exportSessionsOf, trimSessions } from './sessions-store.ts'
export { forgiveTries, signIn } from './sign-in.ts'
export { userSessionsRoutes } from './user-sessions-routes.ts'
