import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname } from 'node:path'

/** Gives a finished file its name so that after a power cut there is the whole file or none. */
export function renameDurably(partial: string, file: string): void {
  flush(partial)
  renameSync(partial, file)
  flushFolderOf(file)
}

/** The same, unless the name is taken: of several processes that try at once one gives it, and all find its file. */
export function linkDurably(partial: string, file: string): void {
  flush(partial)
  try {
    linkSync(partial, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(partial)
  flushFolderOf(file)
}

/** Windows knows no fsync of a folder; its renames are journalled. */
function flushFolderOf(file: string): void {
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
