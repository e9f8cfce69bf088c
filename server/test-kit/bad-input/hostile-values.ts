import { mark } from './decent.ts'
import { type Schema, typesOf } from './operations.ts'

/** JSON texts, since JSON.stringify cannot write 1e400 or half a surrogate. */
const ofEveryType: readonly [type: string, json: string][] = [
  ['null', 'null'],
  ['boolean', 'true'],
  ['integer', '1'],
  ['number', '25.5'],
  ['string', '"1"'],
  ['string', `"${mark}"`],
  ['string', '"true"'],
  ['array', '[]'],
  ['array', '[1]'],
  ['array', '[["x"]]'],
  ['object', '{}'],
  ['object', '{"$gt":""}'],
]

/** Numbers that are no whole number within any bounds of ours. */
const notWhole = ['25.5', '-1', '1e400', '-1e400', '9007199254740993', '1e30', '-9007199254740993', '1e-7']
const notMoney = [
  '-0.01',
  '1e30',
  '0.005',
  '1.999',
  '0.30000000000000004',
  '100000000',
  '99999999.999',
  '1e400',
  '-1e400',
]
const notMoneyText = [
  '"-1"',
  '"1,50"',
  '"1e3"',
  '"0x10"',
  '"١٢"',
  '" 5"',
  '"5 "',
  '"5."',
  '".5"',
  '""',
  '"NaN"',
  '"+5"',
]

/** Text that can be seen by nobody, or that turns what stands beside it. */
const notALine = [
  '   ',
  '\u200b\u200b',
  '\u2800',
  '\u3164',
  '\u00ad',
  `${mark}\u202etxt.exe`,
  `a\u2066${mark}`,
  `${mark}\r\nBcc: all@example.com`,
  `a\tb`,
  'a\u2028b',
]
const notAnEmail = [
  'abc',
  '@example.com',
  'a@',
  'a b@example.com',
  'a@b@example.com',
  '.a@example.com',
  'a..b@example.com',
  'a@-example.com',
  'a@exa_mple.com',
  'a@example..com',
  `a@${'b'.repeat(64)}.com`,
  `${'a'.repeat(65)}@example.com`,
  '"a"@example.com',
  'a@[127.0.0.1]',
  'Name <a@example.com>',
  `${'a'.repeat(64)}@${'b.'.repeat(126)}com`,
]

/** Values of one body field that must be refused with 422, as JSON. */
export function refusedValues(name: string, schema: Schema): string[] {
  const types = typesOf(schema)
  const wrong = ofEveryType.filter(([type]) => !takes(types, type)).map(([, json]) => json)
  return [...wrong, ...refusedByRule(name, schema)]
}

function takes(types: readonly string[], type: string): boolean {
  return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
}

function refusedByRule(name: string, schema: Schema): string[] {
  const types = typesOf(schema)
  const refused: string[] = []
  if (types.includes('integer')) refused.push(...notWhole)
  if ('x-money' in schema) refused.push(...notMoney, ...notMoneyText, `"${mark}"`)
  if (schema.enum) refused.push(`"${mark}"`, '""', '"toString"', '"__proto__"')
  if (schema.format === 'line') refused.push(...notALine.map(quoted), '""', quoted('x'.repeat(1000)))
  if (schema.format === 'email') refused.push(...[...notALine, ...notAnEmail].map(quoted), quoted(longEmail))
  if (schema.maxLength !== undefined) refused.push(quoted('x'.repeat(schema.maxLength + 1)))
  if (schema.format === 'date-time') refused.push(...notAMoment.map(quoted))
  if (name === 'password') refused.push(...['', '1234567', 'x'.repeat(1025), 'я'.repeat(513)].map(quoted))
  if (name === 'currency') refused.push(...['rub', 'RU', 'РУБ', 'RUBL', 'RUB\n'].map(quoted))
  return refused
}

const longEmail = `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(77)}`

const notAMoment = [
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-02-29T12:00:00+00:00',
  '2026-03-29T02:30:00',
  '2026-03-29',
  '2026-01-01T24:00:00Z',
  '2026-01-01T12:60:00Z',
  '+010000-01-01T00:00:00Z',
  '10000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-01-01T00:00:00+25:00',
  '1767225600000',
  'now',
  '',
  mark,
]

/** Text that is only text to us: it may be refused or kept, but it must do nothing. */
export const texts: readonly string[] = [
  `Robert'); DROP TABLE users;--`,
  `" OR 1=1 --`,
  `' UNION SELECT password_hash FROM users --`,
  '100% _under_ \\ %_%',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '=cmd|calc!A0',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '{{7*7}} #{7*7} <%= 7*7 %>',
  '../../etc/passwd',
  '%00 %0d%0a %u0000',
  'null',
  'undefined',
  'constructor',
  '__proto__',
]

function quoted(text: string): string {
  return JSON.stringify(text)
}
