import type { Config } from './config.ts'

/** Where letters lead people. */
export function addressOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return publicUrl?.href ?? `http://${host}:${port}/`
}
