import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isDay, isEmail, isLine, isMoment } from './formats.ts'

test('every moment that JavaScript writes is one, and so is every day', () => {
  const times = fc.date({
    noInvalidDate: true,
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
  })
  fc.assert(
    fc.property(times, (time) => {
      assert.ok(isMoment(time.toISOString()))
      assert.ok(isMoment(time.toISOString().replace('Z', '+03:00')))
      assert.ok(isDay(time.toISOString().slice(0, 10)))
    }),
  )
})

test('a day is one exactly when the calendar has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
      const text = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
        '-',
      )
      const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      assert.equal(isDay(text), day >= 1 && day <= (lengths[month - 1] ?? 0), text)
    }),
    { numRuns: 2000 },
  )
})

test('a moment without an offset, a day that is none and a year of five digits are no moments', () => {
  for (const text of ['2026-02-30T00:00:00Z', '2026-03-29T02:30:00', '+010000-01-01T00:00:00Z', '2026-01-01T24:00:00Z'])
    assert.equal(isMoment(text), false, text)
})

test('a line shows something and stays on its line', () => {
  for (const good of ['Анна', '👨‍👩‍👧‍👦', 'שלום', 'a\u200db', ' x ']) assert.ok(isLine(good), good)
  for (const bad of [' ', '\u200b', '\u2800', 'a\nb', 'a\u2028b', 'a\u202eb', 'a\u2069b', '\u0000', '\ud800'])
    assert.equal(isLine(bad), false, JSON.stringify(bad))
})

test('an e-mail address has one mailbox and one domain', () => {
  for (const good of ['a@x', 'A.b+c@example.com', 'иван@пример.рф', "o'brien@x.ie", 'a@xn--e1afmkfd.xn--p1ai'])
    assert.ok(isEmail(good), good)
  for (const bad of [
    '',
    'abc',
    '@x',
    'a@',
    'a@@x',
    'a@b@c',
    'a b@x',
    '.a@x',
    'a.@x',
    'a..b@x',
    'a@-x',
    'a@x..y',
    'a@x\n',
  ])
    assert.equal(isEmail(bad), false, JSON.stringify(bad))
})

test('no text takes long to judge', () => {
  for (const unit of ['a', '.', 'a.', '@', '-', '\u200b', 'a-', '.a@']) {
    const began = performance.now()
    for (const judge of [isEmail, isLine, isMoment, isDay]) judge(unit.repeat(60_000))
    assert.ok(performance.now() - began < 500, unit)
  }
})

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
