import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Call, CommandFailed, optionOf, WrongUse } from './command.ts'

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Resolves only when a person says yes or --yes was given; without a terminal nobody can be asked. */
export async function confirm({ given }: Call, question: string): Promise<void> {
  if (given['yes'] === true) return
  if (!isTerminal()) throw new WrongUse(`${question} Нужно подтверждение: добавьте --yes.`)
  const answer = await ask(`${question} [да/нет] `)
  if (!/^(да|д|yes|y)$/i.test(answer.trim())) throw new CommandFailed('Отменено, ничего не изменено.')
}

/** The option, or what a person answers at the terminal. */
export async function valueOrAnswer(call: Call, option: string, question: string): Promise<string> {
  const value = optionOf(call, option)
  if (value !== undefined) return value
  if (!isTerminal()) throw new WrongUse(`Не хватает: --${option}.`)
  return (await ask(`${question}: `)).trim()
}

/** A new password, typed twice without being shown, or all of the standard input. Never an argument: those are public. */
export async function readNewPassword({ given }: Call): Promise<string> {
  if (given['password-stdin'] === true) return passwordFromInput()
  if (!isTerminal()) throw new WrongUse('Пароль спросить не у кого: добавьте --password-stdin.')
  const password = await ask('Пароль: ', 'hidden')
  if (password !== (await ask('Ещё раз: ', 'hidden'))) throw new CommandFailed('Пароли не совпали.')
  return password
}

async function passwordFromInput(): Promise<string> {
  const bytes = await buffer(process.stdin)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch (error) {
    throw new WrongUse('Пароль на стандартном вводе должен быть в UTF-8.', { cause: error })
  }
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true
}

/** Ctrl-C and Ctrl-D end the command. */
async function ask(question: string, answer: 'shown' | 'hidden' = 'shown'): Promise<string> {
  const output = answer === 'shown' ? process.stdout : nowhere()
  // the interface first: it turns the terminal's own echo off, and who answers at once must not be shown
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  process.stdout.write(question)
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = () => reject(new CommandFailed('Прервано.'))
  lines.once('SIGINT', end).once('close', end)
  try {
    return await Promise.race([lines.question(''), ended])
  } finally {
    lines.close()
    if (answer === 'hidden') process.stdout.write('\n')
  }
}

/** Takes the echo of what must not be seen. */
function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
