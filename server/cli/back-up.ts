import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { backupDatabase } from '#platform/db/backup.ts'
import { noteBackup } from '#platform/db/last-backup.ts'
import { type Command, WrongUse, yes } from './command.ts'
import { configuredFile, requireDatabase } from './configured-database.ts'
import { say } from './terminal.ts'

export const backUp: Command = {
  details: [
    'В копии всё, что подтверждено до запуска команды. Копия проверена и записана на диск целиком, прежде чем',
    'получит своё имя. В ней персональные данные: храните её так же бережно, как базу.',
  ],
  options: { yes: { ...yes, says: 'заменить FILE, если он уже есть' } },
  run: async ({ words, given }) => {
    const { config, file } = configuredFile()
    requireDatabase({ config, file })
    const target = resolve(words[0] ?? '')
    checkTarget(target, file, given['yes'] === true)
    const at = new Date().toISOString()
    await backupDatabase(file, target, { replace: true })
    noteBackup(file, { at, target })
    say(`Копия готова: ${target}, ${statSync(target).size} байт.`)
  },
}

/** The live database under another name is still the live database. */
function checkTarget(target: string, file: string, replace: boolean): void {
  const found = statSync(target, { throwIfNoEntry: false })
  if (!existsSync(dirname(target))) throw new WrongUse(`Папки нет: ${dirname(target)}.`)
  if (ownFiles(file).includes(realPath(target))) throw new WrongUse(`Это сама база, а не место для копии: ${target}.`)
  if (found && !found.isFile()) throw new WrongUse(`Это не файл: ${target}.`)
  if (found && !replace) throw new WrongUse(`Файл уже есть: ${target}. Чтобы заменить его, добавьте --yes.`)
}

function ownFiles(file: string): string[] {
  const sides = ['', '-wal', '-shm', '-journal', '-lock', '-owner', '-secret', '-backup']
  return sides.map((side) => realPath(file) + side)
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
}
