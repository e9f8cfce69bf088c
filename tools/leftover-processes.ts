import { readdirSync, readFileSync } from 'node:fs'

/** The environment variable that all processes of one test run share. */
export const runMark = 'CRM_TEST_RUN'

/** Ends what the tests of this run started and did not stop; answers the command lines. Looks on Linux only. */
export function endLeftovers(): string[] {
  const mark = `${runMark}=${process.env[runMark]}`
  return processes()
    .filter((pid) => pid !== process.pid && read(pid, 'environ').includes(mark))
    .map((pid) => end(pid))
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
