/** Each name costs memory in every session of the server; the rest is sent whole each time. */
const nameLimit = 400
const names = new Map<string, string>()

/** A statement with values gets a name at its first use, so that the server parses and plans it once per connection. */
export function statementName(sql: string, values: readonly unknown[]): { name: string } | undefined {
  if (values.length === 0) return undefined
  const known = names.get(sql)
  if (known !== undefined) return { name: known }
  if (names.size >= nameLimit) return undefined
  const name = `crm_${names.size}`
  names.set(sql, name)
  return { name }
}
