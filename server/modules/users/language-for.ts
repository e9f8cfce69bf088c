import type { FastifyRequest } from 'fastify'
import type { Locale } from '#contract/error-texts.ts'
import { getSchool } from '#modules/school/index.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { isStaff } from './admit-user.ts'

/** The language of letters to a new account: what its own browser asks for; the school's, when the staff adds it. */
export async function languageFor({ db }: House, { actor, headers }: FastifyRequest): Promise<Locale> {
  return isStaff(actor) ? (await getSchool(db.reader)).locale : languageOf(headers['accept-language'])
}
