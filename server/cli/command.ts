/** One row of the table in crm.ts. */
export type Verb = {
  /** As it is typed: 'owner create'. */
  readonly verb: string
  /** What follows it, in order; an optional word stands in brackets. */
  readonly takes: readonly string[]
  /** One line for the list of verbs. */
  readonly does: string
  load(): Promise<Command>
}

export type Command = {
  /** Further lines of its own help. */
  readonly details: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  /** A number is the exit code: 1 says that a person is needed. */
  run(call: Call): Promise<number> | Promise<void>
}

/** `value`: how the help names the value; without it the option is a switch. */
export type Option = { readonly value?: string; readonly says: string }

/** What was typed behind the verb. */
export type Call = {
  readonly words: readonly string[]
  readonly given: Readonly<Record<string, string | boolean | undefined>>
}

/** The command was typed wrongly: exit code 2, nothing was done. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** The command could not do what it was asked to: exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

/** Every verb that destroys something has it. */
export const yes: Option = { says: 'не спрашивать подтверждения' }

/** The value of an option, or undefined when it was not given. */
export function optionOf({ given }: Call, option: string): string | undefined {
  const value = given[option]
  return typeof value === 'string' ? value : undefined
}

/** A positive whole number that was typed as a word. Throws `WrongUse`. */
export function idOf(word: string | undefined): number {
  const id = /^\d{1,15}$/.test(word ?? '') ? Number(word) : 0
  if (id < 1) throw new WrongUse(`Нужен номер, а не «${word ?? ''}».`)
  return id
}
