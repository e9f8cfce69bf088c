import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languageOf } from './language.ts'

test('Russian unless English is preferred to it', () => {
  const expected: Record<string, 'ru' | 'en'> = {
    '': 'ru',
    '*': 'ru',
    ru: 'ru',
    en: 'en',
    'en-GB': 'en',
    'EN-us,en;q=0.9': 'en',
    'de, en;q=0.5': 'en',
    'ru, en': 'ru',
    'en, ru': 'ru',
    'en, ru;q=0.9': 'en',
    'ru-RU,ru;q=0.9,en;q=0.8': 'ru',
    'en;q=0': 'ru',
    'en;q=0.001': 'en',
    english: 'ru',
    'en;q=2': 'en',
    'fr, *;q=0.5': 'ru',
  }
  for (const [header, language] of Object.entries(expected)) assert.equal(languageOf(header), language, header)
  assert.equal(languageOf(undefined), 'ru')
})

test('the heavier of the two wins, whatever else is named and in whatever order', () => {
  const weight = fc.integer({ min: 0, max: 1000 })
  const others = fc.array(fc.constantFrom('de', 'fr;q=1', 'uk;q=0.9', '*;q=0.1', ' ', 'x-klingon'), { maxLength: 4 })
  fc.assert(
    fc.property(weight, weight, others, fc.boolean(), (ru, en, more, ruFirst) => {
      const both = [`ru;q=${(ru / 1000).toFixed(3)}`, `en-US;q=${(en / 1000).toFixed(3)}`]
      const header = [...more, ...(ruFirst ? both : both.reverse())].join(', ')
      assert.equal(languageOf(header), en > ru ? 'en' : 'ru', header)
    }),
  )
})

test('any header at all chooses one of the two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 300 }), (header) => {
      assert.ok(['ru', 'en'].includes(languageOf(header)))
    }),
  )
})
