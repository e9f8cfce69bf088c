import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spellings } from './spellings.ts'

test('what was typed in the wrong keyboard layout is understood, both ways', () => {
  assert.ok(spellings('bdfyjd').includes('иванов'))
  assert.ok(spellings('знерщт').includes('python'))
})

test('Latin letters are read as they sound, up to the endings and soft signs that Latin leaves out', () => {
  const said = {
    'ivanov petr': 'иванов петр',
    Shchukin: 'щукин',
    sergey: 'сергей',
    sergei: 'сергей',
    nikolay: 'николай',
    Yulia: 'юлия',
    julia: 'юлия',
    tatyana: 'татьяна',
    vasilyev: 'васильев',
    ryzhov: 'рыжов',
    dmitry: 'дмитри',
    zhukovskaya: 'жуковская',
    Alexey: 'алексей',
    fyodorov: 'фёдоров',
  }
  for (const [typed, meant] of Object.entries(said))
    assert.ok(spellings(typed).includes(meant), `${typed}: ${spellings(typed)}`)
})

test('Cyrillic letters are also looked for as they are written in Latin', () => {
  assert.ok(spellings('марина').includes('marina'))
  assert.ok(spellings('щукин').includes('shchukin'))
})

test('what was typed comes first, and nothing is asked twice', () => {
  assert.equal(spellings(' Анна ')[0], 'анна')
  assert.deepEqual(spellings('42'), ['42'])
})
