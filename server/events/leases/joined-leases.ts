import type { Lease, Leases } from './lease.ts'

/**
 * The same leases with more names in them, for two users that must take theirs in one go: a file's owner takes all or
 * nothing. `start` tells both.
 */
export function joinedLeases(
  leases: Leases,
  more: readonly string[],
  onMore: (held: ReadonlyMap<string, Lease>) => void,
): Leases {
  return {
    ...leases,
    start: (names, onChange) =>
      leases.start([...names, ...more], (held) => {
        onChange(held)
        onMore(held)
      }),
  }
}
