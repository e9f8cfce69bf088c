import { accessSync, closeSync, constants, openSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartProblem } from '#platform/start-problem.ts'

/** Refuses, before anything is opened or created, a place that cannot be a database file; true when the file is there and not empty. */
export function inspectDatabaseFile(file: string): boolean {
  const folder = dirname(file)
  if (!found(folder)?.isDirectory())
    throw new StartProblem(`Папки для базы нет: ${folder}. Создайте её и запустите снова.`)
  const stats = found(file)
  if (stats === undefined) return assertAllowed(folder, 'создать файл базы в папке', false)
  if (!stats.isFile()) throw new StartProblem(`Это не файл базы, а что-то другое: ${file}.`)
  return assertAllowed(file, 'читать и писать файл базы', stats.size > 0)
}

/** A new file is readable by nobody but us; SQLite gives its side files the same mode. */
export function createDatabaseFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
}

function found(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function assertAllowed<T>(path: string, deed: string, answer: T): T {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return answer
  } catch (error) {
    throw new StartProblem(`Нет прав ${deed}: ${path}.`, { cause: error })
  }
}
