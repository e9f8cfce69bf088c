import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'

export const smallDiskMissing: string | false =
  platform() === 'linux' && process.getuid?.() === 0 && canMount()
    ? false
    : 'NOT RUN: a small disk needs root on Linux to mount a tmpfs'

function canMount(): boolean {
  return spawnSync('mount', ['--version']).status === 0
}

type Test = { after(end: () => void): void }

/** A file system of so many MiB; unmounted when the test ends. */
export class SmallDisk {
  readonly folder: string
  #ballasts = 0

  constructor(t: Test, mebibytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'crm-small-disk-'))
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder])
    if (mounted.status !== 0) throw new Error(`mount: ${mounted.stderr}`)
    t.after(() => {
      spawnSync('umount', ['-l', this.folder])
      rmdirSync(this.folder)
    })
  }

  /** Takes what is free now, but for so many bytes. */
  fill(leave: number): void {
    const { bavail, bsize } = statfsSync(this.folder)
    const size = bavail * bsize - leave
    if (size > 0) writeFileSync(join(this.folder, `ballast-${this.#ballasts++}`), Buffer.alloc(size))
  }

  makeRoom(): void {
    while (this.#ballasts > 0) rmSync(join(this.folder, `ballast-${--this.#ballasts}`), { force: true })
  }
}
