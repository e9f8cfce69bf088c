import { type PointerEvent, useRef } from 'react'

const longMs = 450
/** A finger never stands quite still. */
const slackPx = 10

/**
 * A finger that rests on something for a while: `run`, and the click that follows it is none. Scrolling is no long
 * press, and a mouse has no need of one.
 */
export function useLongPress(run: (() => void) | undefined) {
  const held = useRef({ timer: 0, x: 0, y: 0, done: false })
  const stop = () => {
    clearTimeout(held.current.timer)
    if (!held.current.done) held.current.timer = 0
  }
  if (!run) return {}
  return {
    onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
      stop()
      held.current = { timer: 0, x: clientX, y: clientY, done: false }
      if (pointerType !== 'touch') return
      held.current.timer = window.setTimeout(() => {
        held.current.done = true
        run()
      }, longMs)
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - held.current.x, clientY - held.current.y) > slackPx) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu: (event: { preventDefault(): void }) => held.current.timer !== 0 && event.preventDefault(),
    onClickCapture: (event: { stopPropagation(): void; preventDefault(): void }) => {
      if (!held.current.done) return
      held.current.done = false
      event.stopPropagation()
      event.preventDefault()
    },
  }
}
