// Owns: Swagger UI, the OpenAPI and AsyncAPI documents, and the JSON Schema of every event.
// Promises: everything is served by us; "Try it out" works with the session cookie.
// Never: shown to strangers in public mode unless DOCS=public.
export { docsRoutes } from './docs-routes.ts'
