/** Money inside is an integer number of minor units (kopecks); outside it is major units with at most two decimals. */
const largestMinor = 99_999_999_99

/**
 * Minor units of an amount given as a JSON number or a decimal string ("5000.00"); null when it is not exact,
 * negative, above 99,999,999.99, or not an amount at all.
 */
export function toMinor(amount: number | string): number | null {
  return typeof amount === 'number' ? minorOfNumber(amount) : minorOfText(amount)
}

function minorOfNumber(amount: number): number | null {
  const minor = Math.round(amount * 100)
  const exact = Number.isSafeInteger(minor) && minor / 100 === amount
  return exact && minor >= 0 && minor <= largestMinor ? minor + 0 : null
}

function minorOfText(amount: string): number | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(amount)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}

/** Major units for answers and events: the division is exact to the shown hundredth for every amount in range. */
export function toMajor(minor: number): number {
  return minor / 100
}
