import { Admin, type Consumer, type Producer } from '@platformatic/kafka'
import { within } from './within.ts'

const longestMs = 2_000

/** A frozen broker keeps `close` waiting, and an error nobody listens to ends the process. */
export function closing(client: Admin | Producer<string, string, string, string> | Consumer): () => Promise<void> {
  client.on('error' as never, () => {})
  const close = () => (client instanceof Admin ? client.close() : client.close(true))
  return () => within(longestMs, close()).catch(() => {})
}
