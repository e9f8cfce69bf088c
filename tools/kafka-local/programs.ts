import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

type Program = 'java' | 'mvn'

const packages: Record<string, { install: string; names: Record<Program, string> }> = {
  apt: { install: 'sudo apt install', names: { java: 'default-jre-headless', mvn: 'maven' } },
  dnf: { install: 'sudo dnf install', names: { java: 'java-21-openjdk-headless', mvn: 'maven' } },
  apk: { install: 'sudo apk add', names: { java: 'openjdk21-jre-headless', mvn: 'maven' } },
  brew: { install: 'brew install', names: { java: 'openjdk', mvn: 'maven' } },
  winget: { install: 'winget install', names: { java: 'EclipseAdoptium.Temurin.21.JRE', mvn: 'Apache.Maven' } },
}

/** null: everything is there. Else one line that says what is missing and how this system installs it. */
export function missingPrograms(wanted: readonly Program[]): string | null {
  const missing = wanted.filter((program) => !runs(program))
  if (missing.length === 0) return null
  const { install, names } = packages[installer()] as (typeof packages)[string]
  const command = `${install} ${missing.map((program) => names[program]).join(' ')}`
  return `Для Kafka на этой машине нужны ${missing.join(' и ')}: ${command} / Needed for Kafka: ${command}`
}

function runs(program: Program): boolean {
  return spawnSync(program, ['-version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0
}

function installer(): string {
  if (process.platform === 'darwin') return 'brew'
  if (process.platform === 'win32') return 'winget'
  if (existsSync('/sbin/apk')) return 'apk'
  return existsSync('/usr/bin/dnf') ? 'dnf' : 'apt'
}
