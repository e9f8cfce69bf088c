import type { Locale } from '#contract/error-texts.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { writeOnce } from './post.ts'
import { welcomeText } from './welcome-text.ts'

type Newcomer = { readonly id: number; readonly email: string; readonly name: string; readonly locale: Locale }

/**
 * The welcome letter to somebody invented who came at another time: kept and never sent. In the transaction that makes
 * the account, so that `welcomeNewUser` finds them welcomed.
 */
export async function keepWelcome(tx: Tx, actor: Actor, newcomer: Newcomer, url: string, at: Date): Promise<void> {
  const { id: userId, email, name, locale } = newcomer
  const letter = { to: email, ...welcomeText(locale, name, url) }
  await writeOnce(tx, actor, { template: 'welcome', userId, key: `welcome ${userId}`, letter }, 'stored', at)
}
