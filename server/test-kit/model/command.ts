import fc from 'fast-check'
import { type Model, nobody, type Real, type Run } from './crm-model.ts'

export type Command = fc.AsyncCommand<Model, Real>

export function command(what: string, given: readonly unknown[], run: Run): Command {
  return { check: () => true, run, toString: () => `${what} ${JSON.stringify(given)}` }
}

/** Mostly the owner, whom little is refused to. */
export const who = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat({ max: nobody }) })
export const nth = fc.nat({ max: 30 })
export const tag = fc.constantFrom('none', 'none', 'right', 'stale' as const)

/** One that may be repeated later, word for word. */
export function repeatable(what: string, given: readonly unknown[], run: Run): Command {
  return command(what, given, async (model, real) => {
    model.again = run
    await run(model, real)
  })
}

export function repeat(): Command {
  return command('once more', [], async (model, real) => model.again?.(model, real))
}
