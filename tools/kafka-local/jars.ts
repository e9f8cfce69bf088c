import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { missingPrograms } from './programs.ts'

const pom = join(import.meta.dirname, 'pom.xml')

/** The version of Apache Kafka, as the pom pins it. */
export const kafkaVersion = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? ''

/** The user's cache folder: the jars (54 MB) are fetched once, whatever happens to the checkout. */
function cacheFolder(): string {
  const { env, platform } = process
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME']
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  return platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')
}

/** Fetches the jars with Maven if they are not here yet. Throws with what to install, or with what Maven said. */
export async function ensureJars(): Promise<string> {
  const folder = jarsFolder()
  const fetched = existsSync(folder)
  const missing = missingPrograms(fetched ? ['java'] : ['java', 'mvn'])
  if (missing) throw new Error(missing)
  if (fetched) return folder
  await mkdir(dirname(folder), { recursive: true })
  const draft = mkdtempSync(`${folder}-`)
  try {
    fetchInto(draft)
    keep(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

function jarsFolder(): string {
  return join(cacheFolder(), 'mini-crm', `kafka-${kafkaVersion}`)
}

function fetchInto(folder: string): void {
  const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime']
  const { status, stdout } = spawnSync('mvn', [...goal, `-DoutputDirectory=${folder}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0 || readdirSync(folder).length === 0) throw new Error(`Maven could not fetch Kafka:\n${stdout}`)
}

/** Whole or not at all; another process may have been faster. */
function keep(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}
