// node --import ./e2e/frozen-clock.mjs …: the wall clock stands at FROZEN_AT, so that what is shown is the same every time.
// Timers and durations go on: they do not ask the wall clock.
const at = Date.parse(process.env.FROZEN_AT)

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [at]))
  }

  static now() {
    return at
  }
}
