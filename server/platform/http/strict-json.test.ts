import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../failure.ts'
import { isCleanText, parseStrictJson } from './strict-json.ts'

const parse = (text: string) => parseStrictJson(Buffer.from(text))

/** Any JSON value with texts that are as ugly as JSON allows. */
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false, 0, -0, 1e21, -1.5e-7, Number.MAX_SAFE_INTEGER),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\u0000', '\u001f', '\ud800', '\udc00', '\u0085', '"', '\\', 'a', '/') }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'a', 'b')), tie('value'), { maxKeys: 4 }),
  ),
}))

test('it reads what JSON.parse reads, or refuses it for a text that is not clean', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space)
      if (textsOf(value).every(isCleanText)) assert.deepEqual(parse(text), JSON.parse(text))
      else assert.throws(() => parse(text), Invalid)
    }),
    { numRuns: 2000 },
  )
})

test('it refuses whatever JSON.parse refuses, and nothing else it is given but Invalid comes out', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    '\\u0061',
    '1',
    '-',
    'e5',
    '.',
    'null',
    ' ',
    '\n',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const accepted = tried(() => parse(text))
      const known = tried(() => JSON.parse(text))
      if (accepted.ok) assert.deepEqual(accepted.value, (known as { value: unknown }).value)
      else assert.ok(accepted.error instanceof Invalid)
    }),
    { numRuns: 5000 },
  )
})

test('a key that comes twice in one object is refused at any depth, in any spelling', () => {
  const key = fc.string({ unit: 'grapheme', maxLength: 5 }).filter(isCleanText)
  fc.assert(
    fc.property(key, key, fc.nat(20), fc.boolean(), fc.boolean(), (one, other, depth, inArrays, escaped) => {
      const member = (name: string) => `${escaped ? escapedText(name) : JSON.stringify(name)}:1`
      const object = `{ ${JSON.stringify(one)}:{"x":[]} ,${member(other)}}`
      const text = inArrays
        ? `${'['.repeat(depth)}${object}${']'.repeat(depth)}`
        : `${'{"k":'.repeat(depth)}${object}${'}'.repeat(depth)}`
      if (one === other) assert.throws(() => parse(text), Invalid)
      else assert.deepEqual(parse(text), JSON.parse(text))
    }),
  )
  assert.deepEqual(parse('[{"a":1},{"a":{"a":2}}]'), [{ a: 1 }, { a: { a: 2 } }])
})

test('objects and arrays nest 32 deep, not 33', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (levels) => {
      const open = levels.map((isArray) => (isArray ? '[' : '{"a":')).join('')
      const close = levels
        .map((isArray) => (isArray ? ']' : '}'))
        .reverse()
        .join('')
      const text = `${open}1${close}`
      if (levels.length <= 32) assert.deepEqual(parse(text), JSON.parse(text))
      else assert.throws(() => parse(text), Invalid)
    }),
  )
})

test('bytes that are not UTF-8 are refused, wherever they stand', () => {
  const good = Buffer.from('{"имя":"Анна 😀"}')
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 0x80, max: 0xff }), (at, byte) => {
      const bytes = Buffer.from(good)
      bytes[at] = byte
      const isUtf8 = Buffer.from(bytes.toString('utf8')).equals(bytes)
      if (!isUtf8) assert.throws(() => parseStrictJson(bytes), Invalid)
    }),
  )
  assert.throws(() => parse('\ufeff{}'), Invalid)
})

test('__proto__ is a field like any other and changes no object', () => {
  const value = parse('{"__proto__":{"is_admin":true}}') as object
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.deepEqual(Object.keys(value), ['__proto__'])
})

test('the refusal never repeats the input', () => {
  for (const text of ['{"secret":', '{"secret":1,"secret":2}', '{"secret":"\\ud800"}', '["secret\\u0000"]']) {
    assert.throws(
      () => parse(text),
      (error) => !JSON.stringify(error).includes('secret'),
    )
  }
})

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsOf)]
}

function escapedText(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'))
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`
}

function tried(work: () => unknown): { ok: true; value: unknown } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return { ok: false, error }
  }
}
