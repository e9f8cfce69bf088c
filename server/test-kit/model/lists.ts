import assert from 'node:assert/strict'
import { type Actor, ask, type Real } from './crm-model.ts'

/** Every page by cursor, one after another; and as many as `X-Total-Count` says. */
export async function walkPages(real: Real, actor: Actor, path: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (let next: string | undefined = `${path}&cursor=`; next; ) {
    const page = await ask(real, actor, { method: 'GET', path: next })
    assert.equal(page.status, 200, page.text)
    found.push(...page.body)
    next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1]
  }
  const counted = await ask(real, actor, { method: 'GET', path: `${path}&skip=0` })
  assert.equal(counted.headers['x-total-count'], String(found.length))
  return found
}

type Row = { readonly id: number; readonly createdAt: number }
type Compare<Item> = (one: Item, other: Item) => number

/** By code point, which is the order of the bytes in UTF-8. */
export function byCodePoint<Item>(text: (item: Item) => string): Compare<Item> {
  return (one, other) => Buffer.compare(Buffer.from(text(one)), Buffer.from(text(other)))
}

/** As `sort` wants it; ties by id, in the same direction. */
export function sorted<Item extends Row>(
  items: readonly Item[],
  sort: string,
  orders: Readonly<Record<string, Compare<Item>>>,
): Item[] {
  const sign = sort.startsWith('-') ? -1 : 1
  const all: Readonly<Record<string, Compare<Item>>> = { ...orders, created_at: (a, b) => a.createdAt - b.createdAt }
  const compare = all[sort.replace('-', '')] ?? (() => 0)
  return items.toSorted((a, b) => sign * (compare(a, b) || a.id - b.id))
}
