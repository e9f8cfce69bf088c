import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Clock } from '#platform/clock.ts'
import { Failure } from '#platform/failure.ts'
import { contentPolicy } from '#platform/http/security-headers.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { builtFolder, readAsset, readPage } from './built-app.ts'
import { firstLoads } from './first-loads.ts'
import { notBuiltPage } from './not-built-page.ts'

const hidden = { schema: { hide: true }, config: { right: 'service.use' } } as const

/** `position`: where the log stands now. */
type Served = { folder?: string; clock: Clock; position: () => Promise<number> }

/** The web application: one page for every address below /app, and the assets it loads. */
export function webRoutes(root: App, { folder = builtFolder, ...served }: Served): void {
  const app = typed(root)
  const page = (request: FastifyRequest, reply: FastifyReply) => sendPage(request, reply, { folder, ...served })
  app.get('/app', hidden, page)
  app.get('/app/*', hidden, page)

  app.get(
    '/app/assets/:file',
    { ...hidden, schema: { hide: true, params: Type.Object({ file: Type.String() }) } },
    async ({ params, headers }, reply) => {
      const asset = await readAsset(folder, params.file, String(headers['accept-encoding'] ?? ''))
      if (!asset) throw new Failure('not_found')
      if (asset.encoding) reply.header('content-encoding', asset.encoding)
      return reply
        .type(asset.type)
        .header('vary', 'accept-encoding')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(asset.content)
    },
  )

  // Programs that ask for the root get the 404 they always got.
  app.get('/', hidden, async ({ headers }, reply) => {
    reply.header('vary', 'accept')
    if (!headers.accept?.includes('text/html')) throw new Failure('not_found')
    return reply.redirect('/app')
  })
}

/**
 * The page is asked for anew each time: it names the assets of the present build. To somebody who is signed in it also
 * says where the log stands, before their first answer is asked for: what changes after that will be told.
 */
async function sendPage(
  { actor, url }: FastifyRequest,
  reply: FastifyReply,
  { folder, clock, position }: Required<Served>,
): Promise<FastifyReply> {
  const page = await readPage(folder)
  reply.type('text/html; charset=utf-8').serializer(String)
  if (!page) return reply.code(503).send(notBuiltPage)
  const begun = actor.userId === null ? '' : ` data-position="${await position()}"`
  return reply
    .header('content-security-policy', contentPolicy(page.scriptHashes))
    .header('cache-control', 'no-cache')
    .send(
      page.html
        .replace('<html', `<html${begun}`)
        .replace('</head>', `${firstLoads(url, actor, page.parts, clock.now())}</head>`),
    )
}
