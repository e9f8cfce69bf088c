/**
 * Something outside the program stops it from starting: one clear message in Russian, shown as it is, without a stack.
 * `main` and the operator's commands answer it with exit code 2; nothing was written.
 */
export class StartProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartProblem'
  }
}
