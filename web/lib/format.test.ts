import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAgo, formatClock, formatDay, formatGrowth, formatMoney, initialsOf } from './format.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
/** Spaces of any kind are one for people. */
const plain = (text: string) => text.replace(/\s/g, ' ')

test('this year’s dates come without the year, others with it', () => {
  assert.equal(plain(formatDay('2026-03-01T12:00:00Z', 'ru', now)), '1 мар.')
  assert.match(formatDay('2025-03-01T12:00:00Z', 'ru', now), /2025/)
  assert.equal(formatDay('2026-03-01T12:00:00Z', 'en', now), '1 Mar')
})

test('a line of the log tells the millisecond of today, and never takes another day for it', () => {
  const at = (time: string) =>
    plain(formatClock(new Date(time).getTime(), 'ru', new Date('2026-11-22T12:00:00').getTime()))
  assert.equal(at('2026-11-22T09:05:07.089'), '09:05:07,089')
  assert.equal(at('2026-11-21T09:05:07.089'), '21 нояб., 09:05')
  assert.equal(at('2026-10-22T09:05:07.089'), '22 окт., 09:05')
  assert.match(at('2025-11-22T09:05:07.089'), /2025/)
})

test('money shows hundredths only where there are any, with the narrow sign of its currency', () => {
  assert.equal(plain(formatMoney(5000, 'RUB', 'ru')), '5 000 ₽')
  assert.equal(plain(formatMoney(4999.9, 'RUB', 'ru')), '4 999,90 ₽')
  assert.equal(formatMoney(5, 'USD', 'en'), '$5')
  assert.match(plain(formatMoney(5, 'XAU', 'en')), /XAU 5/)
})

test('what is recent is said as people say it', () => {
  const ago = (ms: number, language: 'ru' | 'en') => plain(formatAgo(now - ms, language, now))
  assert.equal(ago(5_000, 'ru'), 'только что')
  assert.equal(ago(5 * 60_000, 'ru'), '5 мин. назад')
  assert.equal(ago(26 * 3_600_000, 'ru'), 'вчера')
  assert.equal(ago(8 * 86_400_000, 'ru'), '14 нояб.')
})

test('initials are whole characters of any script', () => {
  assert.equal(initialsOf('Ирина Королёва'), 'ИК')
  assert.equal(initialsOf('  '), '')
  assert.equal(initialsOf('👩‍🏫 учитель'), '👩‍🏫У')
})

test('growth carries its sign, and the percent sign stands as the language has it', () => {
  const written = [0.1234, -0.286, 0].flatMap((share) => [formatGrowth(share, 'ru'), formatGrowth(share, 'en')])
  assert.deepEqual(written.map(plain), ['+12 %', '+12%', '\u221229 %', '\u221229%', '0 %', '0%'])
})
