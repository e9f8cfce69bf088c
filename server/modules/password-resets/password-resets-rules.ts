/** One hour from the asking. */
export const lifeMs = 3_600_000

type Times = { readonly expires_at: number; readonly used_at: number | null }

/** A clock that was set back must not make a link live longer than its hour. */
export function isLive({ expires_at, used_at }: Times, now: number): boolean {
  const left = expires_at - now
  return used_at === null && left > 0 && left <= lifeMs
}
