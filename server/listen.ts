import type { Config } from '#platform/config/config.ts'
import type { App } from '#platform/http/server.ts'
import { StartProblem } from '#platform/start-problem.ts'

/** Opens the port; returns the address it listens on. Throws a `StartProblem` when it cannot. */
export async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
    if (!reason) throw error
    throw new StartProblem(`Порт ${port} на ${host} ${reason}. Остановите другую программу или задайте PORT.`, {
      cause: error,
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'уже занят',
  EACCES: 'открыть не разрешено',
  EADDRNOTAVAIL: 'недоступен: такого адреса у этой машины нет',
  ENOTFOUND: 'недоступен: такого имени нет',
}
