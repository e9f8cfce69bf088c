// Owns: the address /app and what a browser loads there; what a page asks before anybody has signed in.
// Promises: hashed assets never change, everything comes from us, deep links work; the API works without it.
// Never: serves a file that the build did not make.
export { setupRoutes } from './setup-routes.ts'
export { webRoutes } from './web-routes.ts'
