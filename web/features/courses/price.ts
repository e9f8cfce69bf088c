/** What people type as a price: «4 999,90», 4999.9. Returns the decimal text the API takes; null: no such price. */
export function readPrice(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^\d{1,8}(\.\d{1,2})?$/.test(plain) ? plain : null
}

/** Currencies people sell courses in; a course in another one keeps it. */
export const currencies = ['RUB', 'USD', 'EUR', 'KZT', 'BYN', 'UAH', 'GBP', 'TRY'] as const
