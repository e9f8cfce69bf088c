import type { Reading } from './reading.ts'

/** local: one person on their own machine. public: anything that others can reach. */
export type Mode = 'local' | 'public'

export type ModeFacts = { host: string; publicUrl: URL | null; proxies: boolean; production: boolean }

/** Local only when nothing says otherwise; a mixture is refused, since half-public is the dangerous state. */
export function chooseMode(facts: ModeFacts, reading: Reading): Mode {
  const loopback = isLoopbackHost(facts.host)
  if (loopback && !facts.publicUrl && !facts.proxies && !facts.production) return 'local'
  if (!facts.publicUrl)
    reading.problems.push(`PUBLIC_URL не задан, а ${whyPublic(facts)}: нужен адрес, которым пользуются люди`)
  return 'public'
}

function whyPublic(facts: ModeFacts): string {
  if (facts.proxies) return 'TRUSTED_PROXIES задан'
  if (facts.production) return 'NODE_ENV=production'
  return `HOST=${facts.host} виден другим машинам`
}

/** localhost, 127.0.0.0/8 and ::1, with or without brackets. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare) || bare.startsWith('::ffff:127.')
}
