import type { SQLInputValue } from 'node:sqlite'

/**
 * The values of one statement as node:sqlite takes them: null, string, finite number, bigint, Uint8Array; booleans become 0 and 1.
 * Anything else is a bug of the caller: node:sqlite would bind undefined as NULL and shift the values after a Date.
 */
export function boundValues(values: readonly unknown[]): readonly SQLInputValue[] {
  let holdsBoolean = false
  for (let at = 0; at < values.length; at++) {
    const value = values[at]
    if (typeof value === 'boolean') holdsBoolean = true
    else if (!isBindable(value)) throw new TypeError(`SQL parameter ${at + 1} cannot be ${kindOf(value)}`)
  }
  return (holdsBoolean ? values.map(bitForBoolean) : values) as readonly SQLInputValue[]
}

function isBindable(value: unknown): boolean {
  if (typeof value === 'string' || value === null) return true
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'bigint' || value instanceof Uint8Array
}

function bitForBoolean(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}

/** Names the kind, never the value: it may be a secret. */
function kindOf(value: unknown): string {
  if (typeof value === 'object') return `an object of ${value?.constructor?.name ?? 'no class'}`
  return typeof value === 'number' ? String(value) : `of type ${typeof value}`
}
