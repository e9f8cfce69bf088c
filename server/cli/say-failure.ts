import { errorTexts, fill } from '#contract/error-texts.ts'
import { fieldTexts } from '#contract/field-texts.ts'
import { Failure, Invalid } from '#platform/failure.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { CommandFailed, WrongUse } from './command.ts'

/** One clear line on standard error; returns the exit code: 2 for wrong use or settings, 1 for what failed. */
export function sayFailure(error: unknown, verb: string): number {
  process.stderr.write(`${textOf(error, verb)}\n`)
  return error instanceof WrongUse || error instanceof StartProblem ? 2 : 1
}

function textOf(error: unknown, verb: string): string {
  if (error instanceof WrongUse) return `${error.message} Справка: npm run crm -- ${`${verb} --help`.trim()}`
  if (error instanceof StartProblem || error instanceof CommandFailed) return error.message
  if (error instanceof Invalid) return fieldsText(error)
  if (error instanceof Failure) return fill(errorTexts[error.code].ru, error.facts)
  // a bug, or a disk that does not do what it should: the stack only for those who asked for it
  if (process.env['LOG_LEVEL'] === 'debug')
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `Команда не выполнена: ${error instanceof Error ? error.message : error} (подробности: LOG_LEVEL=debug)`
}

function fieldsText({ fields }: Invalid): string {
  return fields
    .map(({ loc, problem, facts = {} }) => `${loc.at(-1)}: ${fill(fieldTexts[problem].ru, facts)}`)
    .join('; ')
}
