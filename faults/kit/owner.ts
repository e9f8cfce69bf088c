import { Client } from './http-calls.ts'

export const ownerPassword = 'orchard-velvet-lantern-42'
const email = 'owner@example.com'

/** The first owner claims the empty CRM and signs in; answers the cookie, which outlives restarts. */
export async function claimOwner(url: string): Promise<string> {
  const client = new Client(url)
  const body = { email, name: 'Владелица', password: ownerPassword, is_admin: true }
  await client.expect(201, { method: 'POST', path: '/users', body })
  const cookie = await signIn(client, email, ownerPassword)
  client.close()
  return cookie
}

export async function signIn(client: Client, who: string, password: string): Promise<string> {
  const answer = await client.expect(200, { method: 'POST', path: '/login', body: { email: who, password } })
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}
