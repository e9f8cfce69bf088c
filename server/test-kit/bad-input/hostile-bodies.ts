import { mark } from './decent.ts'

export type HostileBody = { what: string; bytes: string | Uint8Array; status: 413 | 422 }
const limit = 65_536

/** Bodies that no operation takes, whatever its fields. */
export const brokenBodies: readonly HostileBody[] = [
  ...[
    '{',
    '{"a":',
    '{"a":1}}',
    '{"a":1} {"a":1}',
    "{'a':1}",
    '{a:1}',
    '{"a":1,}',
    'NaN',
    '{"a":NaN}',
    '{"a":Infinity}',
    '{"a":01}',
    '{"a":+1}',
    '\0',
    '{"a":"\0"}',
    '{"a":1}\0',
    '// a\n{}',
    `${mark}`,
  ].map((bytes) => ({ what: `broken JSON ${JSON.stringify(bytes)}`, bytes, status: 422 as const })),
  { what: 'a NUL escape', bytes: `{"a":"${mark}\\u0000b"}`, status: 422 },
  { what: 'a NUL escape in a key', bytes: '{"a\\u0000":1}', status: 422 },
  { what: 'a lone surrogate', bytes: '{"a":"\\ud800"}', status: 422 },
  { what: 'surrogates in the wrong order', bytes: '{"a":"\\udc00\\ud800"}', status: 422 },
  { what: 'a control character', bytes: '{"a":"\\u0007"}', status: 422 },
  { what: 'bytes that are not UTF-8', bytes: Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), status: 422 },
  { what: 'overlong UTF-8', bytes: inQuotes(0xc0, 0x80), status: 422 },
  { what: 'an overlong slash', bytes: inQuotes(0xe0, 0x80, 0xaf), status: 422 },
  { what: 'a surrogate as UTF-8', bytes: inQuotes(0xed, 0xa0, 0x80), status: 422 },
  { what: 'beyond Unicode', bytes: inQuotes(0xf4, 0x90, 0x80, 0x80), status: 422 },
  { what: 'cut UTF-8', bytes: inQuotes(0xd0), status: 422 },
  { what: 'a byte order mark', bytes: '\ufeff{}', status: 422 },
  { what: 'UTF-16', bytes: Buffer.from('\ufeff{}', 'utf16le'), status: 422 },
  { what: 'a duplicate key', bytes: '{"a":1,"a":1}', status: 422 },
  { what: 'a duplicate key in another spelling', bytes: '{"a":1,"\\u0061":1}', status: 422 },
  { what: 'a duplicate key inside', bytes: '{"a":[{"b":1,"b":1}]}', status: 422 },
  { what: 'a duplicate __proto__', bytes: '{"__proto__":1,"__proto__":1}', status: 422 },
  { what: 'nesting of 33', bytes: nested('[', ']', 33), status: 422 },
  { what: 'nesting of 30,000', bytes: nested('[', ']', 30_000), status: 422 },
  { what: 'nested objects', bytes: nested('{"a":', '}', 5_000), status: 422 },
  { what: 'nesting of 100,000, never closed', bytes: '['.repeat(100_000), status: 413 },
  { what: '64 KiB and one byte', bytes: jsonOf(limit + 1), status: 413 },
  { what: '1 MB', bytes: jsonOf(1_000_000), status: 413 },
]

/** JSON, but nothing that an operation with required fields could take. */
export const foreignBodies: readonly HostileBody[] = [
  ...[
    'null',
    '1',
    '-0',
    '1e400',
    '[]',
    '[{}]',
    '"x"',
    `"${mark}"`,
    'true',
    '{}',
    '{"__proto__":{"is_admin":true}}',
  ].map((bytes) => ({ what: bytes, bytes, status: 422 as const })),
  { what: 'exactly 64 KiB', bytes: jsonOf(limit), status: 422 },
  { what: '5,000 unknown fields', bytes: JSON.stringify(fields(5_000)), status: 422 },
]

/** Fields that nobody may set by naming them. */
export const unknownFields: readonly Record<string, unknown>[] = [
  { id: 1 },
  { version: 99 },
  { created_at: '2020-01-01T00:00:00Z' },
  { password_hash: mark },
  { constructor: { prototype: { is_admin: true } } },
  { toString: mark },
  { [mark]: mark },
  { '': 1 },
]

/** Media types that are not JSON in UTF-8. */
export const foreignTypes: readonly Record<string, string>[] = [
  {},
  { 'content-type': '' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'text/xml' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/octet-stream' },
  { 'content-type': 'application/json-patch+json' },
  { 'content-type': 'application/jsonp' },
  { 'content-type': 'text/plain, application/json' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json; charset="ISO-8859-1"' },
  { 'content-type': ';;;=' },
  { 'content-type': 'json' },
  { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  { 'content-type': 'application/json', 'content-encoding': 'br' },
]

function inQuotes(...bytes: number[]): Uint8Array {
  return Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])
}

function nested(open: string, close: string, depth: number): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`
}

function jsonOf(length: number): string {
  return `{"a":"${'x'.repeat(length - 8)}"}`
}

function fields(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]))
}
