/** Throws a `RangeError` for an integer beyond 2^53: a wrong number is worse than none. */
export function exactNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw new RangeError('An integer is too large to be read exactly')
  return number
}
