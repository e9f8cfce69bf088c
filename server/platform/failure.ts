import { type ErrorCode, errors } from '#contract/errors.ts'
import type { FieldProblem } from '#contract/field-texts.ts'

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

/** One field that was refused: where it stands and which rule it broke. Never holds the value itself. */
export type FieldRefusal = {
  readonly loc: readonly (string | number)[]
  readonly problem: FieldProblem
  readonly facts?: Facts
}

/** 422 with one entry per refused field. */
export class Invalid extends Failure {
  readonly fields: readonly FieldRefusal[]

  constructor(fields: readonly FieldRefusal[]) {
    super('validation')
    this.fields = fields
  }
}

/** Shorthand for one refused body field. */
export function invalidField(field: string, problem: FieldProblem, facts: Facts = {}): Invalid {
  return new Invalid([{ loc: ['body', field], problem, facts }])
}
