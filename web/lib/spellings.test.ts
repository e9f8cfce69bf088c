import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spellings } from './spellings.ts'

test('what was typed in the wrong keyboard layout is understood, both ways', () => {
  assert.ok(spellings('bdfyjd').includes('иванов'))
  assert.ok(spellings('знерщт').includes('python'))
})

test('Latin letters are read as they sound', () => {
  assert.ok(spellings('ivanov').includes('иванов'))
  assert.ok(spellings('Shchukin').includes('щукин'))
})

test('what was typed comes first, and nothing is asked twice', () => {
  assert.equal(spellings('Анна')[0], 'анна')
  assert.deepEqual(spellings('42'), ['42'])
})
