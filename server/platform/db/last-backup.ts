import { readFileSync, writeFileSync } from 'node:fs'

/** `at`: ISO time of its start. */
export type LastBackup = { readonly at: string; readonly target: string }

/** Written beside the database, so that `doctor` can say how old the newest copy is. */
export function noteBackup(file: string, backup: LastBackup): void {
  writeFileSync(`${file}-backup`, `${JSON.stringify(backup)}\n`, { mode: 0o600 })
}

export function readLastBackup(file: string): LastBackup | null {
  try {
    return JSON.parse(readFileSync(`${file}-backup`, 'utf8')) as LastBackup
  } catch {
    return null
  }
}
