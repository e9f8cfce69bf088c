import type { FastifyRequest } from 'fastify'
import type { CreateUser } from '#contract/http/users.ts'
import type { Role } from '#contract/rights.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { isFromLoopback } from '#platform/http/relaxations.ts'
import { isSetupToken } from './setup-token.ts'
import { findUserByEmail, ownerExists } from './users-store.ts'

/** How somebody came to be created: decides the role, and whether it must be the first owner. */
export type Admission = { readonly role: Role; readonly claim: boolean }

/**
 * Who may create this account, and as what. In local mode a taken e-mail is named before any 403, so that the brief's
 * steps can be repeated; in public mode strangers learn nothing about addresses before they are admitted and counted.
 */
export async function admitUser(house: House, request: FastifyRequest, wish: CreateUser): Promise<Admission> {
  const { reader } = house.db
  if (house.relaxations.active) await refuseTakenEmail(reader, wish.email)
  return wish.is_admin ? await admitAdministrator(house, request) : admitStudent(house, request)
}

export async function refuseTakenEmail(reader: Reader, email: string): Promise<void> {
  if (await findUserByEmail(reader, email)) throw new Failure('email_taken')
}

async function admitAdministrator(house: House, request: FastifyRequest): Promise<Admission> {
  // Not by a program's token: whom it makes an administrator could do more than its scopes.
  if (request.actor.role === 'owner' && !request.actor.token) return { role: 'admin', claim: false }
  const token = request.headers['x-setup-token']
  if (typeof token === 'string') {
    if (await isSetupToken(house.db.reader, token, house.clock.now())) return { role: 'owner', claim: true }
    throw new Failure('setup_token_invalid')
  }
  const claimable = house.relaxations.claimable && request.actor.userId === null && isFromLoopback(request.raw)
  if (claimable && !(await ownerExists(house.db.reader))) return { role: 'owner', claim: true }
  throw new Failure('owner_required')
}

/** Who registers others as part of the work. */
export function isStaff({ role }: Actor): boolean {
  return ['manager', 'admin', 'owner'].includes(role)
}

function admitStudent({ relaxations, config }: House, { actor }: FastifyRequest): Admission {
  if (!isStaff(actor) && !relaxations.active && config.registration !== 'open') throw new Failure('registration_closed')
  return { role: 'student', claim: false }
}
