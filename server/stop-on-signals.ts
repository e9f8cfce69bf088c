/** A stop that takes longer than this is cut off. */
const longestStopMs = 10_000

/**
 * Stops once, on Ctrl-C, SIGTERM, a closed terminal, or the end of whoever started us; whatever comes after is ignored,
 * since a terminal and its shell both pass Ctrl-C on.
 */
export function stopOnSignals(stop: (reason: string) => Promise<void>): void {
  let stopping = false
  const once = (reason: string) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), longestStopMs).unref()
    stop(reason).then(
      // the exit code of a start that failed stays
      () => process.exit(),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => once(signal))
  process.on('disconnect', () => once('disconnect'))
  process.channel?.unref()
  process.send?.('stops-on-disconnect')
}
