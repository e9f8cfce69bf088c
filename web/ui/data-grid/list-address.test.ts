import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Where } from '#contract/filters.ts'
import { csvFields, placeColumns, templateOf } from './columns.ts'
import { moved } from './columns-order.ts'
import { filterOf, type ListSpec, type ListState, only, readList, writeList } from './list-address.ts'
import { chosenValues, toggleValue } from './where.ts'

const spec: ListSpec = {
  fields: {
    status: { kind: 'choice', choices: ['active', 'disabled'] },
    role: { kind: 'choice', choices: ['student', 'owner'] },
    age: { kind: 'number', nullable: true },
    name: { kind: 'text' },
  },
  plain: ['status', 'role'],
  sorts: ['id', '-id', 'name'],
  sort: 'id',
  looks: ['cards'],
}

const condition: fc.Arbitrary<Where> = fc.oneof(
  fc.tuple(fc.constant('age'), fc.constantFrom('lt', 'gte'), fc.nat()) as fc.Arbitrary<Where>,
  fc.tuple(fc.constant('name'), fc.constant('contains'), fc.string({ unit: 'grapheme' })) as fc.Arbitrary<Where>,
  fc.constant<Where>(['age', 'empty']),
)
const all = fc.record({ all: fc.array(condition, { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Where>
const group = fc.record({
  any: fc.array(fc.oneof(condition, all), { minLength: 1, maxLength: 3 }),
}) as fc.Arbitrary<Where>
const column = fc.record(
  {
    id: fc.constantFrom('name', 'role', 'created_at'),
    width: fc.integer({ min: 72, max: 900 }),
    pinned: fc.constant(true),
  },
  { requiredKeys: ['id'] },
)
const states: fc.Arbitrary<ListState> = fc.record({
  q: fc.string({ unit: 'grapheme' }),
  sort: fc.constantFrom(...spec.sorts),
  where: fc
    .tuple(fc.subarray(only('status', 'active').concat(only('role', 'owner'))), fc.array(condition), fc.array(group))
    .map(([plain, conditions, groups]) => [...plain, ...conditions, ...groups]),
  columns: fc.option(fc.uniqueArray(column, { selector: ({ id }) => id, minLength: 1 })),
  peek: fc.nat(),
  look: fc.constantFrom('', 'cards'),
  view: fc.nat(),
})

/** Without the bare prototypes of what fast-check makes. */
const plain = (state: ListState): unknown => JSON.parse(JSON.stringify(state))

test('every state of a list survives the address', () => {
  fc.assert(
    fc.property(states, (state) => assert.deepEqual(plain(readList(writeList(state, spec), spec)), plain(state))),
  )
})

test('the usual state needs no address, and nonsense in one is left out', () => {
  assert.equal(writeList(readList('', spec), spec), '')
  const where = encodeURIComponent('{"all":[["age","like",1],["salary","is",1],{"any":[["age","lt",5],{"none":[]}]}]}')
  const read = readList(`?status=purple&sort=size&peek=-4&q=%D0%B0&look=3d&view=x&where=${where}`, spec)
  const nothing = { columns: null, peek: 0, look: '', view: 0 }
  assert.deepEqual(read, { q: 'а', sort: 'id', where: [{ any: [['age', 'lt', 5]] }], ...nothing })
  for (const text of ['{', '1', '[]', '{"all":1}', '{"all":[[]]}'])
    assert.deepEqual(readList(`?where=${encodeURIComponent(text)}`, spec).where, [], text)
})

test('one value of a plain field is a parameter of its own, several are a condition', () => {
  assert.deepEqual(filterOf(only('role', 'owner'), spec), { role: 'owner' })
  const both = toggleValue(only('role', 'owner'), 'role', 'student')
  assert.deepEqual(filterOf(both, spec), { where: '["role","in",["owner","student"]]' })
  assert.deepEqual(chosenValues(both, 'role'), ['owner', 'student'])
  assert.deepEqual(toggleValue(both, 'role', 'owner'), only('role', 'student'))
  assert.deepEqual(toggleValue(only('role', 'owner'), 'role', 'owner'), [])
})

const columns = ['name', 'role', 'status'].map((id) => ({ id, title: id, min: 100, cell: () => null }))

test('the first column stays first and shown, pinned ones follow it, each beside the other', () => {
  const shown = (chosen: { id: string; width?: number; pinned?: boolean }[] | null) =>
    placeColumns(columns, chosen, true).map(({ id, left }) => [id, left])
  assert.deepEqual(shown(null), [
    ['name', 40],
    ['role', undefined],
    ['status', undefined],
  ])
  assert.deepEqual(shown([{ id: 'status' }, { id: 'gone' }, { id: 'status' }]), [
    ['name', 40],
    ['status', undefined],
  ])
  const pinned = [{ id: 'name', width: 300 }, { id: 'role' }, { id: 'status', pinned: true }]
  assert.deepEqual(shown(pinned), [
    ['name', 40],
    ['status', 340],
    ['role', undefined],
  ])
  assert.equal(templateOf(placeColumns(columns, pinned, true), true), '40px 300px 100px minmax(100px, 1fr)')
})

test('a column moves to another place, never before the first', () => {
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 3, 1), ['a', 'd', 'b', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 1, 9), ['a', 'c', 'd', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['a', 'b', 'c'])
})

test('a CSV holds the number and what is shown, in its order', () => {
  const [name, role, status] = placeColumns(columns, null, false)
  assert.deepEqual(csvFields([{ ...name, fields: ['name', 'email'] }, status, role] as never), [
    'id',
    'name',
    'email',
    'status',
    'role',
  ])
})
