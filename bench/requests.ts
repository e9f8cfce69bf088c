import type { Measured } from './servers.ts'

/** One request that is sent again and again; `status` is its only right answer. */
export type Case = { readonly name: string; readonly status: number; text(server: Measured): string }

const course = JSON.stringify({
  title: 'Python для начинающих',
  description: 'Базовый курс по Python: переменные, условия, циклы, функции и первые программы',
  price: 5000,
})

export const cases = {
  ping: get('GET /ping', '/ping', false),
  list: get('GET /courses?limit=20', '/courses?limit=20'),
  one: get('GET /courses/{id}', '/courses/7'),
  create: {
    name: 'POST /courses',
    status: 201,
    text: (server) =>
      `${head('POST', '/courses', server)}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(course)}\r\n\r\n${course}`,
  },
} as const satisfies Record<string, Case>

export function get(name: string, path: string, signedIn = true): Case {
  return { name, status: 200, text: (server) => `${head('GET', path, server, signedIn)}\r\n` }
}

function head(method: string, path: string, { child, cookie }: Measured, signedIn = true): string {
  const session = signedIn ? `Cookie: ${cookie}\r\n` : ''
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${child.port}\r\nAccept: application/json\r\n${session}`
}
