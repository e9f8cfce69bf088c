import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'

export type App = FastifyInstance

/** The same app with the schemas' types in its handlers. Commands that reach a module meet no HTTP server here. */
export function typed(app: App) {
  return app.withTypeProvider<TypeBoxTypeProvider>()
}
