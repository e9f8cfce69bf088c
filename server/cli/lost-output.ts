/**
 * Whoever reads our output may leave before its end (`… | head`): the work goes on all the same. Output that is lost for
 * any other reason, such as a full disk, is one clear line and exit code 1.
 */
export function watchOutput(): void {
  process.stdout.on('error', noteLoss)
  // where nobody listens nothing can be said
  process.stderr.on('error', () => {})
}

let lost = false

function noteLoss(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || lost) return
  lost = true
  process.stderr.write(`Вывод не записан: ${error.message}\n`)
  process.once('exit', () => {
    process.exitCode = 1
  })
}
