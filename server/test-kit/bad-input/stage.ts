import assert from 'node:assert/strict'
import { make } from '../make.ts'
import { type Crm, type StartOptions, startCrm } from '../start-crm.ts'
import type { Operation } from './operations.ts'
import { type Reply, Wire } from './wire.ts'

/** A CRM with something at every address, and an owner who calls it over a real connection. */
export type Stage = {
  readonly crm: Crm
  readonly wire: Wire
  /** The path of an operation with things that exist; `changes` replaces single places, as they are. */
  pathOf(operation: Operation, changes?: Record<string, string>): string
  /** The next good request works; where the session was ended, which some operations are for, a new one is begun. */
  assertWorksOn(): Promise<void>
  /** The owner's headers. */
  readonly headers: Record<string, string>
  call(operation: Operation, wish?: Call): Promise<Reply>
}
export type Call = { path?: string; query?: string; headers?: Record<string, string>; body?: string | Uint8Array }

export async function setStage(options: StartOptions = {}): Promise<Stage> {
  const crm = await startCrm(options)
  const owner = await make.owner(crm)
  const student = await make.student(crm)
  const course = await make.course(crm)
  const view = await (await crm.as(owner)).post('/views', {
    list: 'courses',
    title: 'Дорогие',
    address: '?sort=-price',
  })
  await crm.settled()
  const wire = new Wire(crm.url)
  const places: [operations: RegExp, values: Record<string, string>][] = [
    [/^PATCH \/users/, { id: String(owner.id) }],
    [/ \/users/, { id: String(student.id) }],
    [/ \/views/, { id: String(view.body.id) }],
    [/ \/courses/, { id: String(course.id) }],
    [/ /, { id: '1', group: 'daily-statistics' }],
  ]
  let headers: Record<string, string> = {}
  const signIn = async () => {
    crm.clock.forward(20 * 60_000) // failed attempts are forgotten
    const { cookie = '' } = (await crm.as(owner)).headers
    headers = { cookie }
  }
  const stage: Stage = {
    crm,
    wire,
    get headers() {
      return headers
    },
    pathOf({ name, path }, changes = {}) {
      const values = { ...places.find(([operations]) => operations.test(name))?.[1], ...changes }
      return path.replace(/\{(\w+)\}/g, (_, place: string) => values[place] ?? place)
    },
    async assertWorksOn() {
      const first = await wire.send('GET', '/me', headers)
      if (first.status === 401) await signIn()
      const me = first.status === 401 ? await wire.send('GET', '/me', headers) : first
      assert.equal(me.status, 200, me.text)
      assert.equal(me.body.role, 'owner')
    },
    call(operation, { path = stage.pathOf(operation), query = '', headers: more = {}, body } = {}) {
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      return wire.send(operation.method, path + query, { ...headers, ...type, ...more }, body)
    },
  }
  await signIn()
  return stage
}
