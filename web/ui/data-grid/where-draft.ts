import type { Where } from '#contract/filters.ts'
import { conditionOf, type Draft, draftOf, type FilterField } from './filter-field.ts'
import { isCondition, membersOf, type Nodes } from './where.ts'

/** A group while somebody builds it. */
export type Group = { readonly key: number; readonly how: 'all' | 'any'; readonly members: readonly Member[] }
export type Member = Group | { readonly key: number; readonly draft: Draft }

let keys = 0
export const newKey = () => ++keys

export function groupOf(nodes: Nodes): Group {
  const [only, ...more] = nodes
  const { how, nodes: inside } =
    only && more.length === 0 && !isCondition(only) ? membersOf(only) : { how: 'all' as const, nodes }
  return { key: newKey(), how, members: inside.map(memberOf) }
}

function memberOf(node: Where): Member {
  if (isCondition(node)) return { key: newKey(), draft: draftOf(node) }
  const { how, nodes } = membersOf(node)
  return { key: newKey(), how, members: nodes.map(memberOf) }
}

/** Null: something is not filled in yet. An empty group is no condition. */
export function nodesOf({ members }: Group, fields: readonly FilterField[]): Nodes | null {
  const nodes: Where[] = []
  for (const member of members) {
    if ('draft' in member) {
      const made = conditionOf(member.draft, fields.find(({ name }) => name === member.draft.field) as FilterField)
      if ('problem' in made) return null
      nodes.push(made)
    } else {
      const inside = nodesOf(member, fields)
      if (!inside) return null
      if (inside.length > 0) nodes.push(member.how === 'all' ? { all: inside } : { any: inside })
    }
  }
  return nodes
}
