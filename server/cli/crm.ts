// npm run crm -- VERB

import { type Verb, WrongUse } from './command.ts'
import { helpOf, helpOfAll } from './help.ts'
import { watchOutput } from './lost-output.ts'
import { findVerb, readCall } from './read-call.ts'
import { sayFailure } from './say-failure.ts'

/** Everything an operator can do, in the order of the help. Each is loaded when it is asked for. */
const verbs: readonly Verb[] = [
  {
    verb: 'owner create',
    takes: [],
    does: 'создать владельца',
    load: async () => (await import('./create-owner.ts')).createOwner,
  },
  {
    verb: 'owner reset',
    takes: ['EMAIL'],
    does: 'задать новый пароль любой учётной записи и завершить её сеансы',
    load: async () => (await import('./reset-owner.ts')).resetOwner,
  },
  {
    verb: 'backup',
    takes: ['FILE'],
    does: 'сделать копию базы, в том числе при работающем сервере',
    load: async () => (await import('./back-up.ts')).backUp,
  },
  {
    verb: 'restore',
    takes: ['FILE'],
    does: 'заменить базу копией; сервер должен быть остановлен',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    verb: 'doctor',
    takes: [],
    does: 'осмотреть настройки, базу, события и владельцев',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    verb: 'events replay',
    takes: ['GROUP'],
    does: 'повторить события группе потребителей; проекция строится заново',
    load: async () => (await import('./replay-events.ts')).replayEvents,
  },
  {
    verb: 'events dead-letters',
    takes: ['[retry|discard]', '[ID]'],
    does: 'показать необработанные события, повторить или отбросить одно',
    load: async () => (await import('./dead-letters.ts')).deadLetters,
  },
  {
    verb: 'audit verify',
    takes: [],
    does: 'пересчитать цепочки журнала аудита',
    load: async () => (await import('./verify-audit-trail.ts')).verifyAuditTrail,
  },
  {
    verb: 'seed demo',
    takes: [],
    does: 'наполнить базу небольшой школой для знакомства',
    load: async () => (await import('./seed-demo.ts')).seedDemo,
  },
  {
    verb: 'import-legacy',
    takes: ['DB_URL'],
    does: 'перенести учётные записи и курсы из базы прежнего сервиса',
    load: async () => (await import('./import-legacy.ts')).importLegacyRows,
  },
  {
    verb: 'copy-to',
    takes: ['DB_URL'],
    does: 'скопировать всю CRM в другую, пустую базу; серверы должны быть остановлены',
    load: async () => (await import('./copy-to.ts')).copyTo,
  },
  {
    verb: 'export-user',
    takes: ['ID'],
    does: 'напечатать всё, что известно о человеке (JSON)',
    load: async () => (await import('./export-user.ts')).exportUser,
  },
  {
    verb: 'erase-user',
    takes: ['ID'],
    does: 'стереть персональные данные человека без возможности вернуть',
    load: async () => (await import('./erase-user.ts')).erase,
  },
  {
    verb: 'openapi',
    takes: [],
    does: 'напечатать описание API (OpenAPI 3.1)',
    load: async () => (await import('./print-openapi.ts')).printOpenApi,
  },
]

async function runLine(line: readonly string[]): Promise<number> {
  const verb = findVerb(verbs, line)
  try {
    if (line.length === 0 || line[0] === 'help' || line.includes('--help')) return await showHelp(verb)
    if (!verb) throw new WrongUse(`Такой команды нет: ${line.slice(0, 2).join(' ')}.`)
    const command = await verb.load()
    return (await command.run(readCall(verb, command, line))) ?? 0
  } catch (error) {
    return sayFailure(error, verb?.verb ?? '')
  }
}

async function showHelp(verb: Verb | undefined): Promise<number> {
  process.stdout.write(`${verb ? helpOf(verb, await verb.load()) : helpOfAll(verbs)}\n`)
  return 0
}

watchOutput()
process.exitCode = await runLine(process.argv.slice(2))
