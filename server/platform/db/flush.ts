import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname } from 'node:path'

/** Gives a finished file its name so that after a power cut there is the whole file or none. */
export function renameDurably(partial: string, file: string): void {
  flush(partial)
  renameSync(partial, file)
  // Windows knows no fsync of a folder; its renames are journalled
  if (platform() !== 'win32') flush(dirname(file))
}

function flush(path: string): void {
  const handle = openSync(path, platform() === 'win32' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
