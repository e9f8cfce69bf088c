import { Type } from 'typebox'
import { UserAnswer } from '#contract/http/users.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { listWeakAccounts } from './list-weak-accounts.ts'
import { presentUser } from './present-user.ts'

export function weakAccountsRoutes(root: App, { db }: House): void {
  typed(root).get(
    '/weak-accounts',
    {
      schema: {
        tags: ['users'],
        summary: 'Active accounts whose password public mode refuses, at most 1000, those who may most first',
        response: { 200: Type.Array(UserAnswer) },
      },
      config: { right: 'settings.read' },
    },
    async () => (await listWeakAccounts(db.reader)).map(presentUser),
  )
}
