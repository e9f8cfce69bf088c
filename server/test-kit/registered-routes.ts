import diagnostics from 'node:diagnostics_channel'
import type { Right } from '#contract/rights.ts'
import type { App } from '#platform/http/typed-app.ts'

export type RegisteredRoute = { method: string; url: string; right: Right | undefined; documented: boolean }

/**
 * Every route that a server registers while `start` runs, asked of the router itself, so that none can hide from a
 * test. HEAD is left out: it is answered by the GET route beside it.
 */
export async function registeredRoutes(start: () => Promise<unknown>): Promise<RegisteredRoute[]> {
  const routes: RegisteredRoute[] = []
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: App }
    fastify.addHook('onRoute', ({ method, url, config, schema }) => {
      const documented = (schema as { hide?: boolean } | undefined)?.hide !== true
      for (const name of [method].flat()) {
        if (name !== 'HEAD') routes.push({ method: name, url, right: config?.right, documented })
      }
    })
  }
  diagnostics.subscribe('fastify.initialization', listen)
  try {
    await start()
  } finally {
    diagnostics.unsubscribe('fastify.initialization', listen)
  }
  return routes
}
