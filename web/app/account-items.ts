import { call } from '../lib/api.ts'
import type { Theme } from '../lib/preferences.ts'
import { navigate } from '../lib/router.tsx'
import type { Say } from '../lib/say.ts'
import { forgetSession } from '../lib/session.ts'
import { toastProblem } from '../lib/toasts.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { appTexts } from './app-texts.ts'

export function accountItems(say: Say, { onKeys }: { onKeys: () => void }): MenuItem[] {
  return [
    { label: say(appTexts.settings), icon: 'settings', run: () => navigate('/settings') },
    { label: say(appTexts.keyMap), icon: 'keyboard', hint: '?', run: onKeys },
    { label: say(appTexts.signOut), icon: 'signOut', run: () => void signOut() },
  ]
}

/** The session is dead on the server before this page forgets it. */
export async function signOut(): Promise<void> {
  try {
    await call('POST', '/logout')
    forgetSession()
    navigate('/login', { replace: true })
  } catch (error) {
    toastProblem(error)
  }
}

const themes: readonly Theme[] = ['system', 'light', 'dark']

export function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
}
