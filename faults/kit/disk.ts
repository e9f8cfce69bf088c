import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The preloaded library of disk.c, built once per process; or why it cannot be. */
export const disk: { library: string; missing: false } | { library: ''; missing: string } = build()

function build(): typeof disk {
  if (platform() !== 'linux') return { library: '', missing: 'NOT RUN: a disk of our own needs LD_PRELOAD, so Linux' }
  const folder = mkdtempSync(join(tmpdir(), 'crm-disk-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const library = join(folder, 'disk.so')
  const source = join(import.meta.dirname, 'disk.c')
  const built = spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl', '-pthread'])
  if (built.error) return { library: '', missing: 'NOT RUN: gcc is missing (apt install build-essential)' }
  if (built.status !== 0) throw new Error(`disk.c was not built:\n${built.stderr}`)
  return { library, missing: false }
}

/** A folder whose files lie on a disk that can lose its power. */
export class CuttableDisk {
  readonly folder: string
  readonly #platter: string
  readonly #armed: string

  constructor(home: string) {
    this.folder = join(home, 'files')
    this.#platter = join(home, 'platter')
    this.#armed = join(home, 'armed')
    mkdirSync(this.folder)
    mkdirSync(this.#platter)
  }

  /** Environment of a process that works on it. `early`: percentage of writes that reach the platter before any fsync. */
  environment({ seed, early }: { seed: number; early: number }): Record<string, string> {
    return {
      LD_PRELOAD: disk.library,
      UV_USE_IO_URING: '0',
      DISK_FOLDER: this.folder,
      DISK_PLATTER: this.#platter,
      DISK_SEED: String(seed),
      DISK_EARLY: String(early),
    }
  }

  /** The same disk with bad spots: one in so many calls fails with EIO while the file `armed` exists. */
  failing({ call, oneIn, seed }: { call: 'fsync' | 'write'; oneIn: number; seed: number }): Record<string, string> {
    const faults = { DISK_FAIL: call, DISK_ONE_IN: String(oneIn), DISK_ARMED: this.#armed }
    return { ...this.environment({ seed, early: 0 }), ...faults }
  }

  arm(): void {
    writeFileSync(this.#armed, '')
  }

  /** Answers which calls failed, as "fsync crm.db-wal". */
  disarm(): string[] {
    const lines = readFileSync(this.#armed, 'utf8').split('\n')
    rmSync(this.#armed)
    return lines.filter(Boolean)
  }

  /** Call it when the process is dead: what was not on the platter is gone. */
  cutPower(): void {
    rmSync(this.folder, { recursive: true })
    renameSync(this.#platter, this.folder)
    cpSync(this.folder, this.#platter, { recursive: true })
  }
}
