import type { Config } from '#platform/config/config.ts'
import { type Environment, settings } from '#platform/config/settings.ts'
import { type Finding, ok } from './finding.ts'

/** Names only: a value may be a secret. */
export function lookAtSettings(config: Config, environment: Environment): Finding[] {
  const set = Object.keys(settings).filter((name) => environment[name])
  const mode = config.mode === 'local' ? 'локальный' : `публичный, ${config.publicUrl?.origin}`
  return [
    ok(`режим: ${mode}; адрес: ${config.host}:${config.port}`),
    ok(`заданы настройки: ${set.length > 0 ? set.join(', ') : 'никакие, действуют обычные'}`),
    ok(`письма: ${config.mail === null ? 'сохраняются, SMTP_URL не задан' : 'отправляются через SMTP'}`),
  ]
}
