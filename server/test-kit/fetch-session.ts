/** JSON over a real connection to a server that is a process of its own. */
export type FetchSession = {
  get<T>(path: string): Promise<T>
  /** The body of a 2xx answer; throws with the answer otherwise. */
  post(path: string, body: object): Promise<any>
}

const owner = { email: 'admin@example.com', name: 'Admin', password: 'correct-horse-battery' }

/** Creates the owner of a new server in local mode, as the brief's first step does, and signs in. */
export async function sessionOf(url: string): Promise<FetchSession> {
  const anonymous = sessionWith(url, '')
  await anonymous.post('/users', { ...owner, is_admin: true })
  const answer = await fetch(`${url}/login`, jsonBody({ email: owner.email, password: owner.password }, ''))
  if (!answer.ok) throw new Error(`no sign-in: ${await answer.text()}`)
  return sessionWith(url, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
}

function sessionWith(url: string, cookie: string): FetchSession {
  return {
    get: async (path) => answered(await fetch(`${url}${path}`, { headers: { cookie } })),
    post: async (path, body) => answered(await fetch(`${url}${path}`, jsonBody(body, cookie))),
  }
}

function jsonBody(body: object, cookie: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) }
}

async function answered(answer: Response): Promise<any> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
