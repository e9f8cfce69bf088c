import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Certificates = {
  /** PEM files: the authority, the broker's key and chain in one (as Kafka reads it), and a client's pair. */
  readonly ca: string
  readonly broker: string
  readonly clientCert: string
  readonly clientKey: string
  /** Another authority, which has signed nothing here. */
  readonly stranger: string
}

export const keyPassword = 'key-secret'

/** An authority of this test and what it signed, for 127.0.0.1 and localhost. Throws without openssl. */
export function makeCertificates(folder: string): Certificates {
  const at = (name: string) => join(folder, name)
  for (const name of ['ca', 'stranger']) authority(at(name))
  signed(folder, 'broker', 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  signed(folder, 'client', 'extendedKeyUsage=clientAuth')
  openssl(
    'pkcs8',
    '-topk8',
    '-in',
    at('client.key'),
    '-out',
    at('client-locked.key'),
    '-passout',
    `pass:${keyPassword}`,
  )
  writeFileSync(at('broker.pem'), readFileSync(at('broker.key'), 'utf8') + readFileSync(at('broker.crt'), 'utf8'))
  return {
    ca: at('ca.crt'),
    broker: at('broker.pem'),
    clientCert: at('client.crt'),
    clientKey: at('client-locked.key'),
    stranger: at('stranger.crt'),
  }
}

function authority(path: string): void {
  const subject = ['-subj', '/CN=test authority', '-days', '2']
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${path}.key`, '-out', `${path}.crt`, ...subject)
}

function signed(folder: string, name: string, extension: string): void {
  const path = join(folder, name)
  const ca = join(folder, 'ca')
  writeFileSync(`${path}.ext`, extension)
  const request = ['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${path}.key`, '-subj', `/CN=${name}`]
  openssl(...request, '-out', `${path}.csr`)
  const by = ['-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-CAcreateserial', '-extfile', `${path}.ext`, '-days', '2']
  openssl('x509', '-req', '-in', `${path}.csr`, '-out', `${path}.crt`, ...by)
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
