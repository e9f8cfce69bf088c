import { type Condition, operatorsOf, type Where, type WhereFields, whereLimits } from '#contract/filters.ts'

/** Conditions and groups that all must fit. */
export type Nodes = readonly Where[]

export function isCondition(node: Where): node is Condition {
  return Array.isArray(node)
}

export function membersOf(node: Where): { how: 'all' | 'any'; nodes: Nodes } {
  if (isCondition(node)) return { how: 'all', nodes: [node] }
  return 'any' in node ? { how: 'any', nodes: node.any } : { how: 'all', nodes: node.all }
}

/** Reads the filter of an address; what it does not know is left out, so that an old link still opens. */
export function readNodes(text: string | null, fields: WhereFields): Nodes {
  const known = knownPart(parsed(text), fields, 0)
  if (!known) return []
  return !isCondition(known) && 'all' in known ? known.all : [known]
}

/** Undefined: nothing is filtered. */
export function writeNodes(nodes: Nodes): string | undefined {
  const [only, ...more] = nodes
  return only && JSON.stringify(more.length > 0 ? { all: nodes } : only)
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function knownPart(input: unknown, fields: WhereFields, depth: number): Where | undefined {
  if (Array.isArray(input)) return isKnown(input, fields) ? (input as unknown as Condition) : undefined
  if (typeof input !== 'object' || input === null || depth >= whereLimits.depth) return undefined
  const [how = '', members] = Object.entries(input)[0] ?? []
  if ((how !== 'all' && how !== 'any') || !Array.isArray(members)) return undefined
  const known = (members as unknown[])
    .map((one) => knownPart(one, fields, depth + 1))
    .filter((one) => one !== undefined)
  if (known.length === 0) return undefined
  return how === 'all' ? { all: known } : { any: known }
}

function isKnown([name, operator]: unknown[], fields: WhereFields): boolean {
  const field = typeof name === 'string' && Object.hasOwn(fields, name) ? fields[name] : undefined
  return field !== undefined && (operatorsOf(field) as readonly unknown[]).includes(operator)
}

/** The values that a list of conditions lets through for one field, by `is` or `in`. */
export function chosenValues(nodes: Nodes, field: string): readonly string[] {
  const found = nodes.find((node) => isCondition(node) && node[0] === field && (node[1] === 'is' || node[1] === 'in'))
  return found && isCondition(found) ? [found[2] ?? []].flat().map(String) : []
}

/** The same with one more value let through, or one fewer; none left: the field is not filtered. */
export function toggleValue(nodes: Nodes, field: string, value: string): Nodes {
  const before = chosenValues(nodes, field)
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  return chooseValues(nodes, field, after)
}

export function chooseValues(nodes: Nodes, field: string, values: readonly string[]): Nodes {
  const isOld = (node: Where) => isCondition(node) && node[0] === field && (node[1] === 'is' || node[1] === 'in')
  const at = nodes.findIndex(isOld)
  const [only = '', ...more] = values
  const next: Where[] = values.length === 0 ? [] : [more.length > 0 ? [field, 'in', values] : [field, 'is', only]]
  if (at < 0) return [...nodes, ...next]
  return [...nodes.slice(0, at), ...next, ...nodes.slice(at + 1).filter((node) => !isOld(node))]
}
