// Owns: saved views: the addresses of lists that somebody wants to find again, for oneself or for the team.
// Promises: nobody sees a view that is not theirs or the team's, or that is of a list they may not open.
// Never: writes an event: a view is how one looks at the school, not what happens in it (see the domain).

export { viewsRoutes } from './views-routes.ts'
export { eraseViewsOf } from './views-store.ts'
