import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseColumns } from './columns.ts'
import { type ListState, readList, writeList } from './list-address.ts'

const spec = {
  filters: { status: ['active', 'disabled'], role: ['student', 'owner'] },
  sorts: ['id', '-id', 'name'],
  sort: 'id',
} as const

const states: fc.Arbitrary<ListState> = fc.record({
  q: fc.string({ unit: 'grapheme' }),
  sort: fc.constantFrom(...spec.sorts),
  filters: fc.record(
    { status: fc.constantFrom(...spec.filters.status), role: fc.constantFrom(...spec.filters.role) },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>,
  columns: fc.option(fc.uniqueArray(fc.constantFrom('name', 'role', 'created_at'))),
  peek: fc.nat(),
})

test('every state of a list survives the address', () => {
  fc.assert(
    fc.property(states, (state) => {
      const back = readList(writeList(state, spec), spec)
      assert.deepEqual({ ...back, filters: { ...back.filters } }, { ...state, filters: { ...state.filters } })
    }),
  )
})

test('the usual state needs no address, and nonsense in one is left out', () => {
  assert.equal(writeList(readList('', spec), spec), '')
  const read = readList('?status=purple&sort=size&peek=-4&peek=x&q=%D0%B0', spec)
  assert.deepEqual(read, { q: 'а', sort: 'id', filters: {}, columns: null, peek: 0 })
})

test('the first column stays first and shown', () => {
  const columns = ['name', 'role', 'status'].map((id) => ({ id, title: id, min: 10, cell: () => null }))
  const shown = (chosen: string[] | null) => chooseColumns(columns, chosen).map(({ id }) => id)
  assert.deepEqual(shown(null), ['name', 'role', 'status'])
  assert.deepEqual(shown(['status', 'gone', 'role']), ['name', 'status', 'role'])
  assert.deepEqual(shown([]), ['name'])
})
