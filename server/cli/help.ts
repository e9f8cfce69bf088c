import type { Command, Verb } from './command.ts'

const start = 'npm run crm --'

/** What there is; shown without a verb and by --help. */
export function helpOfAll(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map((verb) => usage(verb).length))
  const lines = verbs.map((verb) => `  ${usage(verb).padEnd(width)}  ${verb.does}`)
  return [`Команды владельца сервера: ${start} КОМАНДА`, '', ...lines, '', `Подробнее: ${start} КОМАНДА --help`].join(
    '\n',
  )
}

export function helpOf(verb: Verb, { details, options }: Command): string {
  const { does } = verb
  const names = Object.entries(options).map(([name, { value, says }]) => ({ name: nameOf(name, value), says }))
  const all = [...names, { name: '--help', says: 'эта справка' }]
  const width = Math.max(...all.map(({ name }) => name.length))
  return [
    `${start} ${usage(verb)}${names.length > 0 ? ' [параметры]' : ''}`,
    '',
    `${does[0]?.toUpperCase()}${does.slice(1)}.`,
    ...details,
    '',
    ...all.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`),
  ].join('\n')
}

function usage({ verb, takes }: Verb): string {
  return [verb, ...takes].join(' ')
}

function nameOf(option: string, value: string | undefined): string {
  return value === undefined ? `--${option}` : `--${option} ${value}`
}
