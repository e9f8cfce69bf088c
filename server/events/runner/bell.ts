/** A rung bell is heard once, also when it rang before anybody listened. */
export class Bell {
  #rung = false
  #heard: (() => void) | undefined

  ring(): void {
    this.#rung = true
    this.#heard?.()
  }

  async wait(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve
      })
    }
    this.#heard = undefined
    this.#rung = false
  }
}
