import { useEffect, useRef } from 'react'
import type { LiveAnswer, LiveChange } from '#contract/http/live.ts'
import { call, queryOf, Refusal } from './api.ts'
import { connection } from './connection.ts'
import { MessageReader } from './event-stream.ts'

/** null: changes cannot be told any more, everything that is shown may be old. */
type Listener = (changes: readonly LiveChange[] | null) => void

const listeners = new Set<Listener>()
/** Changes are told together, this often at most. */
const gatherMs = 150
/** A stream that says nothing for so long, not even that it lives (15 s), is dead: a laptop slept, a cable was pulled. */
const silentMs = 40_000
/** A proxy that collects answers before it passes them on lets no stream through: after so long it is not waited for. */
const startMs = 8000
/** Without a stream the same is asked for, this often; the stream is tried again after a while. */
const askMs = 3000
const againMs = 60_000

/** Up to which number of the log changes are known here; undefined: not asked yet. */
let position: number | undefined
let waiting: LiveChange[] = []
let telling: ReturnType<typeof setTimeout> | undefined

/** Where the log stood before anything else was asked; what happened since will be told. */
export function beginLiveAt(place: number | null): void {
  if (place !== null) position ??= place
}

/** Somebody else is signed in now. */
export function forgetLive(): void {
  position = undefined
  waiting = []
}

/** Hears of every change that the viewer may know of, while the tab is looked at. */
export function useLive(listener: Listener): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const hear: Listener = (changes) => latest.current(changes)
    listeners.add(hear)
    return () => void listeners.delete(hear)
  }, [])
}

/** Follows the server's changes; returns how to stop. In a tab that nobody looks at nothing is followed. */
export function followLive(): () => void {
  let leave = new AbortController()
  const look = () => {
    leave.abort()
    leave = new AbortController()
    if (document.visibilityState === 'visible') void follow(leave.signal)
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    leave.abort()
  }
}

async function follow(signal: AbortSignal): Promise<void> {
  let streamAgainAt = 0
  while (!signal.aborted) {
    if (performance.now() >= streamAgainAt) {
      const how = await stream(signal)
      if (how === 'refused') streamAgainAt = performance.now() + againMs
    }
    if (signal.aborted) return
    const answered = await ask(signal)
    if (answered === 'gone') return
    await pause(answered === 'lost' ? 1000 : streamAgainAt > performance.now() ? askMs : 250, signal)
  }
}

/** Reads the stream until it ends; `refused`: it did not even begin. */
async function stream(signal: AbortSignal): Promise<'ended' | 'refused'> {
  const own = new AbortController()
  const stop = () => own.abort()
  signal.addEventListener('abort', stop)
  let silent = setTimeout(stop, startMs)
  let begun = false
  try {
    const answer = await fetch(`/live${queryOf({ after: position })}`, {
      headers: { accept: 'text/event-stream' },
      signal: own.signal,
    })
    if (!answer.ok || !answer.body) return 'refused'
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    const messages = new MessageReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silent)
      silent = setTimeout(stop, silentMs)
      begun = true
      connection.worked()
      for (const { event, id, data } of messages.read(part.value)) take(event, Number(id), data)
    }
  } catch {
    // cut off: what was missed comes with the next one
  } finally {
    clearTimeout(silent)
    signal.removeEventListener('abort', stop)
    own.abort()
  }
  return begun ? 'ended' : 'refused'
}

function take(event: string, id: number, data: string): void {
  position = id
  if (event === 'reset' || (event === 'start' && (JSON.parse(data) as { reset: boolean }).reset)) tellNow(null)
  else if (event === 'message' && data) tell([JSON.parse(data) as LiveChange])
}

/** The same without a stream. `gone`: nobody is signed in any more; `lost`: the server does not answer. */
async function ask(signal: AbortSignal): Promise<'answered' | 'lost' | 'gone'> {
  try {
    for (let more = true; more; ) {
      const { body } = await call<LiveAnswer>('GET', `/live${queryOf({ after: position })}`, { signal })
      position = body.position
      more = body.more
      if (body.reset) tellNow(null)
      tell(body.changes)
    }
    return 'answered'
  } catch (error) {
    return error instanceof Refusal && error.status === 401 ? 'gone' : 'lost'
  }
}

function tell(changes: readonly LiveChange[]): void {
  waiting.push(...changes)
  if (waiting.length > 0 && !telling) telling = setTimeout(tellWaiting, gatherMs)
}

function tellWaiting(): void {
  telling = undefined
  const changes = waiting
  waiting = []
  if (changes.length > 0) tellNow(changes)
}

function tellNow(changes: readonly LiveChange[] | null): void {
  for (const listener of listeners) listener(changes)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
