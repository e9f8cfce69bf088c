import { type ErrorCode, errors } from '#contract/errors.ts'

/** Plain facts that go into the error text and body; never a secret, never the client's input. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/** A refusal from the closed list. Anything else that is thrown is a bug: logged whole, answered 500 with a request id. */
export class Failure extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly facts: Facts

  constructor(code: ErrorCode, facts: Facts = {}) {
    super(code)
    this.name = 'Failure'
    this.code = code
    this.status = errors[code]
    this.facts = facts
  }
}
