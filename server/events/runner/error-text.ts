/** What a person needs to see of an error: kind and message, without the stack, at most 1,000 characters. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\0', '').toWellFormed().slice(0, 1000).toWellFormed()
}
