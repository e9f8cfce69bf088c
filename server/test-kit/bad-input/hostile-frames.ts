import { request } from '../raw-socket.ts'

export const host = 'Host: 127.0.0.1'
export const json = 'Content-Type: application/json'
export const chunked = 'Transfer-Encoding: chunked'
export const login = 'POST /login HTTP/1.1'
export const ping = 'GET /ping HTTP/1.1'

export type Case = readonly [what: string, status: number, bytes: string | Uint8Array]

/** Each may mean another request to another program, so each is refused and nothing behind it is read. */
export const ambiguous: readonly Case[] = [
  [
    'Content-Length and Transfer-Encoding',
    400,
    request([login, host, json, 'Content-Length: 5', chunked], '0\r\n\r\n'),
  ],
  [
    'Transfer-Encoding and Content-Length',
    400,
    request([login, host, json, chunked, 'Content-Length: 5'], '0\r\n\r\n'),
  ],
  ['two lengths', 400, request([login, host, json, 'Content-Length: 2', 'Content-Length: 3'], '{} ')],
  ['one length twice', 400, request([login, host, json, 'Content-Length: 2', 'Content-Length: 2'], '{}')],
  ['a list of lengths', 400, request([login, host, json, 'Content-Length: 2, 2'], '{}')],
  ['a negative length', 400, request([login, host, json, 'Content-Length: -2'], '{}')],
  ['a signed length', 400, request([login, host, json, 'Content-Length: +2'], '{}')],
  ['a length in hex', 400, request([login, host, json, 'Content-Length: 0x2'], '{}')],
  ['a length beyond 2^64', 400, request([login, host, json, 'Content-Length: 99999999999999999999999'], '{}')],
  ['an unknown transfer coding', 400, request([login, host, json, 'Transfer-Encoding: xchunked'], '0\r\n\r\n')],
  ['chunked not last', 400, request([login, host, json, 'Transfer-Encoding: chunked, identity'], '0\r\n\r\n')],
  ['a chunk without a size', 400, request([login, host, json, chunked], 'zz\r\n{}\r\n0\r\n\r\n')],
  ['a chunk beyond 2^64', 400, request([login, host, json, chunked], 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n')],
  ['a chunk longer than it says', 400, request([login, host, json, chunked], '1\r\n{}\r\n0\r\n\r\n')],
  [
    'a chunk extension of 20 KB',
    400,
    request([login, host, json, chunked], `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
  ],
  ['two Hosts', 400, request([ping, host, 'Host: evil.example'])],
  ['one Host twice', 400, request([ping, host, host])],
  ['no Host', 400, request([ping])],
  ['an empty Host', 400, request([ping, 'Host:'])],
  ['a Host with a blank', 400, request([ping, 'Host: 127.0.0.1 evil.example'])],
  ['a Host with a user', 400, request([ping, 'Host: evil.example@127.0.0.1'])],
  ['a Host with a path', 400, request([ping, 'Host: 127.0.0.1/evil'])],
  ['a Host with a port that is none', 400, request([ping, 'Host: 127.0.0.1:8000x'])],
  ['a header without a colon', 400, request([ping, host, 'X-Strange'])],
  ['a header with a blank before the colon', 400, request([ping, host, 'X-Strange : 1'])],
  ['a folded header', 400, request([ping, host, 'X-Strange: a', ' b'])],
  ['a bare line feed', 400, `${ping}\n${host}\n\n`],
  ['a bare carriage return in a header', 400, request([ping, host, 'X-Strange: a\rX-Evil: b'])],
  ['NUL in a header', 400, request([ping, host, 'X-Strange: a\0b'])],
  ['a whole URL', 400, request(['GET http://127.0.0.1/ping HTTP/1.1', host])],
  ['a foreign whole URL', 400, request(['GET http://evil.example/ping HTTP/1.1', host])],
  ['an address without a slash', 400, request(['GET ping HTTP/1.1', host])],
  ['an address with a blank', 400, request(['GET /ping HTTP/1.1 HTTP/1.1', host])],
  ['an address with a raw control character', 400, request(['GET /pi\x07ng HTTP/1.1', host])],
  ['an address in raw UTF-8', 400, Buffer.from(`GET /курс HTTP/1.1\r\n${host}\r\n\r\n`)],
  ['a method in small letters', 400, request(['get /ping HTTP/1.1', host])],
  ['an unknown method', 400, request(['FOO /ping HTTP/1.1', host])],
  ['HTTP/0.9 with an end', 400, 'GET /ping\r\n\r\n'],
  ['HTTP/1.2', 400, request(['GET /ping HTTP/1.2', host])],
  ['HTTP/2 without TLS', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', 400, Buffer.from('16030100f5010000f10303', 'hex')],
  ['noise', 400, Buffer.from([0, 1, 2, 3, 13, 10, 13, 10])],
]

/** Within the rules, and more than we read. */
export const tooMuch: readonly Case[] = [
  ['a cookie of 20 KB', 431, request([ping, host, `Cookie: session_token=${'x'.repeat(20_000)}`])],
  ['2,500 headers', 431, request([ping, host, ...Array.from({ length: 2500 }, (_, n) => `X-${n}: 1`)])],
  ['2,500 headers before Host', 431, request([ping, ...Array.from({ length: 2500 }, () => 'a:'), host])],
  ['300 short headers', 431, request([ping, host, ...Array.from({ length: 300 }, () => 'a:')])],
  ['an address of 20 KB', 414, request([`GET /courses?q=${'x'.repeat(20_000)} HTTP/1.1`, host])],
  ['a length of 10 GB', 413, request([login, host, json, 'Content-Length: 10000000000'], '{}')],
  ['64 KiB and one byte', 413, request([login, host, json, 'Content-Length: 65537'], ' '.repeat(65_537))],
  [
    '64 KiB and one byte in chunks',
    413,
    request([login, host, json, chunked], `10001\r\n${' '.repeat(65_537)}\r\n0\r\n\r\n`),
  ],
]

/** Well framed, and refused by the routes: the connection may go on. */
export const refused: readonly Case[] = [
  ['TRACE', 405, request(['TRACE /ping HTTP/1.1', host, 'X-Secret: 1'])],
  ['PROPFIND', 405, request(['PROPFIND /courses HTTP/1.1', host])],
  ['QUERY', 405, request(['QUERY /courses HTTP/1.1', host])],
  ['OPTIONS', 405, request(['OPTIONS /courses HTTP/1.1', host])],
  ['OPTIONS of everything', 404, request(['OPTIONS * HTTP/1.1', host])],
  ['a path of 15 KB', 414, request([`GET /courses/${'1'.repeat(15_000)} HTTP/1.1`, host])],
  ['dots that are encoded', 404, request(['GET /docs/..%2f..%2fpackage.json HTTP/1.1', host])],
  ['dots that are encoded twice', 404, request(['GET /docs/%252e%252e%252fpackage.json HTTP/1.1', host])],
  ['dots', 404, request(['GET /docs/../../package.json HTTP/1.1', host])],
  ['encoded dots', 404, request(['GET /docs/%2e%2e/package.json HTTP/1.1', host])],
  ['a backslash', 404, request(['GET /docs/..\\package.json HTTP/1.1', host])],
  ['two slashes', 404, request(['GET //ping HTTP/1.1', host])],
  ['NUL as an id', 422, request(['GET /courses/%00 HTTP/1.1', host])],
  ['a line break as an id', 422, request(['GET /courses/1%0d%0aX-Evil:%201 HTTP/1.1', host])],
  ['an address that cannot be decoded', 400, request(['GET /%zz HTTP/1.1', host])],
  ['a name of every object', 404, request(['GET /docs/constructor HTTP/1.1', host])],
  // Last, since it ends what local mode permits.
  ['a foreign Host', 421, request([ping, 'Host: evil.example'])],
]
