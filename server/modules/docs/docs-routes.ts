import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { allow } from '#platform/http/session-guard.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { docsPage, docsScript } from './docs-page.ts'
import { asyncApiText, eventSchemaText } from './event-documents.ts'

/** What the page loads, and nothing else of the package. */
const assets: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
])

export function docsRoutes(root: App, house: House): void {
  const app = typed(root)
  const shown = {
    onRequest: async (request: FastifyRequest) => requireReader(request, house),
    config: { right: 'service.use' },
  } as const

  app.get('/openapi.json', { ...shown, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(root.swagger()),
  )

  app.get('/asyncapi.json', { ...shown, schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').serializer(String).send(asyncApiText),
  )

  app.get(
    '/schemas/events/:file',
    { ...shown, schema: { hide: true, params: Type.Object({ file: Type.String() }) } },
    async ({ params }, reply) => {
      const text = eventSchemaText(`/schemas/events/${params.file}`)
      if (text === undefined) throw new Failure('not_found')
      return reply.type('application/schema+json').serializer(String).send(text)
    },
  )

  app.get('/docs', { ...shown, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').serializer(String).send(docsPage),
  )

  app.get('/docs/start.js', { ...shown, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').serializer(String).send(docsScript),
  )

  app.get(
    '/docs/:file',
    { ...shown, schema: { hide: true, params: Type.Object({ file: Type.String() }) } },
    async ({ params }, reply) => {
      const type = assets.get(params.file)
      if (!type) throw new Failure('not_found')
      return reply
        .type(type)
        .header('cache-control', 'private, max-age=86400')
        .send(await readFile(join(assetFolder(), params.file)))
    },
  )
}

function assetFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')), 'static')
}

/** Local mode: anyone; public mode: staff, or everybody with DOCS=public. */
function requireReader({ actor }: FastifyRequest, { relaxations, config }: House): void {
  if (relaxations.active || config.publicDocs) return
  allow(actor, 'docs.read')
}
