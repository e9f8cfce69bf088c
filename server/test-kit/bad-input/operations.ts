import type { Crm } from '../start-crm.ts'

export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  format?: string
  maxLength?: number
  properties?: Record<string, Schema>
  additionalProperties?: boolean
}
export type Parameter = { in: 'path' | 'query' | 'header'; name: string; schema: Schema }

/** One operation as `/openapi.json` describes it: whatever is added to the API is attacked without being named here. */
export type Operation = {
  readonly name: string
  readonly method: string
  /** With `{id}` places. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
  /** A body that the operation takes, as its own example shows it. */
  readonly goodBody: Readonly<Record<string, unknown>>
  /** Whether the body must be there and only with known fields. */
  readonly strictBody: boolean
  /** Every status that the document names, `default` aside. */
  readonly statuses: ReadonlySet<number>
}

type Content = { schema: Schema; example?: Record<string, unknown> }
type Described = {
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Content> }
  responses: Record<string, unknown>
}

export function operationsOf(crm: Crm): Operation[] {
  const { paths = {} } = crm.server.app.swagger() as unknown as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => read(method.toUpperCase(), path, described)),
  )
}

function read(method: string, path: string, { parameters = [], requestBody, responses }: Described): Operation {
  const content = requestBody?.content['application/json']
  return {
    name: `${method} ${path}`,
    method,
    path,
    parameters,
    body: content?.schema ?? null,
    goodBody: content?.example ?? {},
    strictBody: requestBody?.required === true,
    statuses: new Set(Object.keys(responses).map(Number).filter(Number.isInteger)),
  }
}

export function typesOf({ type, enum: choices }: Schema): readonly string[] {
  if (type !== undefined) return [type].flat()
  return choices ? ['string'] : []
}
