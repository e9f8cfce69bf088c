import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { partitionsPerTopic, topics } from '#contract/events/event-type.ts'
import { eventTypes } from '#contract/events/registry.ts'
import { eventTexts, partitionNumbers, topicNames } from './event-texts.ts'
import { sayIn, type Text } from './say.ts'

const web = join(import.meta.dirname, '..')
const files = globSync('**/*-texts.ts', { cwd: web, exclude: ['dist*/**'] })
const texts: [string, Text][] = []
for (const file of files) {
  const module: Record<string, Record<string, Text>> = await import(pathToFileURL(join(web, file)).href)
  const dictionaries = Object.values(module).filter((value) => typeof value === 'object')
  for (const [name, text] of dictionaries
    .flatMap((one) => Object.entries(one))
    .filter(([, text]) => typeof text === 'object' && 'ru' in text))
    texts.push([`${file} ${name}`, text])
}

const formsOf = (form: Text['ru']): string[] => (typeof form === 'string' ? [form] : Object.values(form))
const placesIn = (form: Text['ru']) => [...new Set(formsOf(form).flatMap((one) => one.match(/\{\w+\}/g) ?? []))].sort()

test('every text says the same with the same facts in both languages', () => {
  assert.ok(texts.length > 100, `only ${texts.length} texts were found`)
  for (const [name, { ru, en }] of texts) {
    assert.deepEqual(placesIn(ru), placesIn(en), name)
    for (const form of [...formsOf(ru), ...formsOf(en)]) assert.ok(form.trim(), `${name} is empty`)
  }
})

test('English holds no Cyrillic, and Russian addresses nobody by gender', () => {
  for (const [name, { ru, en }] of texts) {
    if (name.endsWith(' otherLanguage')) continue
    assert.doesNotMatch(formsOf(en).join(), /[а-яё]/i, name)
    assert.doesNotMatch(formsOf(ru).join(), /\((а|ла|ась)\)/, name)
  }
})

test('a Russian plural has a form for 1, 2, 5 and 21', () => {
  const plurals = texts.filter(([, { ru }]) => typeof ru === 'object')
  assert.ok(plurals.length > 0)
  for (const [name, { ru }] of plurals) {
    for (const form of ['one', 'few', 'many', 'other']) assert.ok(form in (ru as object), `${name} has no ${form}`)
  }
})

test('numbers choose the form and are written as the language writes them', () => {
  const rows: Text = {
    ru: { one: '{count} строка', few: '{count} строки', many: '{count} строк', other: '{count} строки' },
    en: { one: '{count} row', other: '{count} rows' },
  }
  const said = (language: 'ru' | 'en') =>
    [1, 2, 5, 21, 1234].map((count) => sayIn(language, rows, { count }).replace(/\s/g, ' '))
  assert.deepEqual(said('ru'), ['1 строка', '2 строки', '5 строк', '21 строка', '1 234 строки'])
  assert.deepEqual(said('en'), ['1 row', '2 rows', '5 rows', '21 rows', '1,234 rows'])
})

test('every event of the registry has its words, and every topic its name', () => {
  assert.deepEqual(Object.keys(eventTexts).sort(), eventTypes.map(({ type }) => type).sort())
  assert.deepEqual(topicNames, topics)
  assert.equal(partitionNumbers.length, partitionsPerTopic)
})
