import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Account } from './server-process.ts'

export type Certificate = { readonly certificate: string; readonly key: string }

/** Proves 127.0.0.1 for two days to whoever trusts it alone; both files belong to the account. Throws without openssl. */
export function makeCertificate(folder: string, account: Account): Certificate {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const to = ['-out', files.certificate, '-keyout', files.key]
  execFileSync('openssl', ['req', ...kind, ...name, ...to], { ...account, cwd: folder, stdio: 'ignore' })
  return files
}
