import { countAccounts } from '#modules/users/index.ts'
import type { Config } from '#platform/config/config.ts'
import type { Reader } from '#platform/db/database.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

export async function lookAtAccounts(reader: Reader, { mode }: Config): Promise<Finding[]> {
  const { all, activeOwners, weak } = await countAccounts(reader)
  const serious = mode === 'public' ? wrong : note
  return [
    ok(`учётных записей: ${all}`),
    activeOwners > 0
      ? ok(`действующих владельцев: ${activeOwners}`)
      : wrong('действующего владельца нет: npm run crm -- owner create или owner reset EMAIL'),
    weak === 0
      ? ok('слабых паролей нет')
      : serious(`слабых паролей: ${weak}, в публичном режиме вход с ними закрыт: npm run crm -- owner reset EMAIL`),
  ]
}
