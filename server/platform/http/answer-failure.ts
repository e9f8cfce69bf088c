import { errorTexts, fill, type Locale } from '#contract/error-texts.ts'
import { fieldTexts } from '#contract/field-texts.ts'
import type { ErrorBody } from '#contract/http/shapes.ts'
import { Failure, Invalid } from '../failure.ts'

/** The body of a refusal, in the reader's language. Facts stand beside the text so that programs need not parse it. */
export function failureBody(failure: Failure, locale: Locale, requestId: string): ErrorBody {
  const facts = Object.keys(failure.facts).length > 0 ? { facts: failure.facts } : {}
  return {
    detail: detailOf(failure, locale),
    code: failure.code,
    status: failure.status,
    request_id: requestId,
    ...facts,
  }
}

function detailOf(failure: Failure, locale: Locale): ErrorBody['detail'] {
  if (!(failure instanceof Invalid)) return fill(errorTexts[failure.code][locale], failure.facts)
  return failure.fields.map(({ loc, problem, facts = {} }) => ({
    type: problem,
    loc: [...loc],
    msg: fill(fieldTexts[problem][locale], facts),
  }))
}

type FastifyError = Error & { code?: string; statusCode?: number }

/** Turns what the HTTP library refuses into our closed list; null: it is none of its refusals, so it is a bug. */
export function failureOf(error: FastifyError): Failure | null {
  if (error instanceof Failure) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Failure('body_too_large', { limit: 65536 })
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Failure('unsupported_media_type')
  if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new Failure('bad_request')
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return new Failure('uri_too_long')
  if (error.code === 'FST_ERR_BAD_URL') return new Failure('bad_request')
  if (error.statusCode === 413) return new Failure('body_too_large', { limit: 65536 })
  if (error.statusCode !== undefined && error.statusCode < 500) return new Failure('bad_request')
  return null
}
