import { readFileSync } from 'node:fs'

const everyMs = 200

/**
 * Calls `gone` once when the npm that started this process is no more: npm, or the shell between, may die without
 * passing the signal on, and the server would keep the port for ever.
 */
export function watchStarter(gone) {
  const parent = process.ppid
  const npm = npmBehindShell(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && isAlive(npm)) return
    clearInterval(timer)
    gone()
  }, everyMs)
  timer.unref()
}

/** Most shells replace themselves by the command they run; where one stays between, npm is the shell's parent. */
function npmBehindShell(pid) {
  try {
    const [, name, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').match(/\((.*)\) \S (.*)/)
    return ['sh', 'dash', 'ash', 'bash', 'busybox'].includes(name) ? Number(rest.split(' ')[0]) : pid
  } catch {
    return pid
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
