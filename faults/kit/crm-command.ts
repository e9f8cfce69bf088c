import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { plainEnvironment } from './crm-process.ts'

const program = join(import.meta.dirname, '..', '..', 'server', 'cli', 'crm.ts')

type Command = ChildProcessByStdio<null, null, Readable>

/** `npm run crm -- …` for the database in `folder`, not waited for. */
export function beginCommand(t: TestContext, folder: string, ...args: string[]): Command {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: plainEnvironment(folder),
  })
  t.after(() => child.kill('SIGKILL'))
  return child
}

/** Throws what the command complains about when it does not end with 0. */
export async function runCommand(t: TestContext, folder: string, ...args: string[]): Promise<void> {
  const child = beginCommand(t, folder, ...args)
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`crm ${args.join(' ')} ended with ${code}: ${complaint}`)
}
