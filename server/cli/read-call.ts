import { parseArgs } from 'node:util'
import { type Call, type Command, type Verb, WrongUse } from './command.ts'

/** The verb whose words the line begins with; the longest wins. */
export function findVerb(verbs: readonly Verb[], line: readonly string[]): Verb | undefined {
  const fits = ({ verb }: Verb) => verb.split(' ').every((word, index) => line[index] === word)
  return verbs.filter(fits).toSorted((one, other) => other.verb.length - one.verb.length)[0]
}

/** What follows the verb. Throws `WrongUse` for an unknown option, a missing value, a word too few or too many. */
export function readCall({ verb, takes }: Verb, command: Command, line: readonly string[]): Call {
  const { values, positionals: words } = parse(command, line.slice(verb.split(' ').length))
  const needed = takes.filter((word) => !word.startsWith('['))
  if (words.length < needed.length) throw new WrongUse(`Не хватает: ${needed.slice(words.length).join(' ')}.`)
  if (words.length > takes.length) throw new WrongUse(`Лишнее: ${words.slice(takes.length).join(' ')}.`)
  return { words, given: values }
}

function parse(command: Command, args: string[]) {
  const options = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  )
  try {
    return parseArgs({ args, options: Object.fromEntries(options), allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongUse(reasonOf(error as NodeJS.ErrnoException), { cause: error })
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const option = /'(-[^'\s=]*)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Неизвестный параметр ${option}.`
  return `Параметр ${option} указан неверно: значение нужно только тем, у кого оно названо в справке.`
}
