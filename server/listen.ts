import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '#platform/config/config.ts'
import type { App } from '#platform/http/typed-app.ts'
import { StartProblem } from '#platform/start-problem.ts'

/** Throws a `StartProblem` when the port cannot be had; call it before anything is created, since `listen` comes last. */
export async function assertPortFree({ host, port }: Config): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port })
    await once(probe, 'listening')
  } catch (error) {
    throw problemOf(error, host, port)
  }
  probe.close()
  await once(probe, 'close')
}

/** Opens the port; returns the address it listens on. Throws a `StartProblem` when it cannot. */
export async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    throw problemOf(error, host, port)
  }
}

function problemOf(error: unknown, host: string, port: number): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
  if (!reason) return error
  return new StartProblem(`Порт ${port} на ${host} ${reason}. Остановите другую программу или задайте PORT.`, {
    cause: error,
  })
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'уже занят',
  EACCES: 'открыть не разрешено',
  EADDRNOTAVAIL: 'недоступен: такого адреса у этой машины нет',
  ENOTFOUND: 'недоступен: такого имени нет',
}
