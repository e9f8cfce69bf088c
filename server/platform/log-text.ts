type Out = { write(line: string): unknown }
type Entry = { level: string; time: string; msg?: string; err?: { stack?: string }; [fact: string]: unknown }

/** Turns JSON lines into lines for people: time, message, facts; errors with their stack. */
export function textLines(out: Out): Out {
  return { write: (line) => out.write(textOf(JSON.parse(line) as Entry)) }
}

function textOf({ level, time, msg = '', err, ...facts }: Entry): string {
  const mark = { warn: '! ', error: '!! ', fatal: '!! ' }[level] ?? ''
  const rest = Object.entries(facts).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  const stack = err?.stack ? `\n${err.stack}` : ''
  return `${[localTime(time), mark + msg, ...rest].filter(Boolean).join(' ')}${stack}\n`
}

let lastSecond = ''
let lastShown = ''

/** Most lines share their second with the one before. */
function localTime(time: string): string {
  const second = time.slice(0, 19)
  if (second !== lastSecond) {
    lastShown = new Date(time).toTimeString().slice(0, 8)
    lastSecond = second
  }
  return lastShown
}
