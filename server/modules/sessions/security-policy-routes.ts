import { SecurityPolicy } from '#contract/http/security-policy.ts'
import { shortest } from '#modules/users/index.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { idleHoursOf, lifeMs } from './session-rules.ts'

const dayMs = 24 * 3_600_000

export function securityPolicyRoutes(root: App, { config, relaxations }: House): void {
  typed(root).get(
    '/security-policy',
    {
      schema: {
        tags: ['sessions'],
        summary: 'What is asked of passwords and sessions here',
        response: { 200: SecurityPolicy },
      },
      config: { right: 'session.own' },
    },
    async () => ({
      mode: config.mode,
      password_characters: { ...shortest },
      weak_passwords: relaxations.active,
      session_days: lifeMs / dayMs,
      idle_hours: idleHoursOf(config),
    }),
  )
}
