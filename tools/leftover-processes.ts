import { readdirSync, readFileSync } from 'node:fs'

/** The environment variable that all processes of one test run share. */
export const runMark = 'CRM_TEST_RUN'

/** Ends what the tests of this run started and did not stop; answers the command lines. Looks on Linux only. */
export function endLeftovers(): string[] {
  return processes()
    .filter((pid) => pid !== process.pid && isOurs(pid))
    .map(end)
}

/** Ends the process of this run that runs the file; whether there was one. */
export function endProcessOf(file: string): boolean {
  const running = processes().filter((pid) => pid !== process.pid && read(pid, 'cmdline').includes(file) && isOurs(pid))
  return running.map(end).length > 0
}

function end(pid: number): string {
  const command = read(pid, 'cmdline').join(' ').trim()
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has just ended by itself
  }
  return command
}

function isOurs(pid: number): boolean {
  return read(pid, 'environ').includes(`${runMark}=${process.env[runMark]}`)
}

function processes(): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function read(pid: number, what: 'environ' | 'cmdline'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8').split('\0')
  } catch {
    return []
  }
}
