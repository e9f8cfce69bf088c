import { Invalid } from '../failure.ts'

/** Objects and arrays inside each other, at most. */
const deepest = 32

/**
 * Parses a JSON body as strictly as it can be read: UTF-8 without mistakes or a byte order mark, no duplicate keys,
 * no NUL or lone surrogate, no control characters but tab and line breaks, nesting of at most 32.
 * JSON.parse alone lets all of these through, and each has been used to make two programs read one body differently.
 * Throws `Invalid`, which never repeats the input.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw json('json_invalid', { problem: 'синтаксис / syntax' })
  }
  new Scan(text).value(0)
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw json('json_invalid', { problem: 'UTF-8' })
  }
}

function json(problem: 'json_invalid' | 'json_duplicate_key' | 'json_too_deep' | 'characters', facts = {}): Invalid {
  return new Invalid([{ loc: ['body'], problem, facts }])
}

/** Walks text that JSON.parse has accepted already, so it only looks for what JSON.parse permits. */
class Scan {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): void {
    this.#blanks()
    const first = this.#text[this.#at]
    if ((first === '{' || first === '[') && depth === deepest) throw json('json_too_deep')
    if (first === '{') this.#object(depth)
    else if (first === '[') this.#array(depth)
    else if (first === '"') this.#string()
    else this.#word()
    this.#blanks()
  }

  #object(depth: number): void {
    const keys = new Set<string>()
    for (this.#at++; this.#next() !== '}'; ) {
      if (this.#text[this.#at] === ',') this.#at++
      this.#blanks()
      const key = this.#string()
      if (keys.has(key)) throw json('json_duplicate_key')
      keys.add(key)
      this.#blanks()
      this.#at++ // the colon
      this.value(depth + 1)
    }
    this.#at++
  }

  #array(depth: number): void {
    for (this.#at++; this.#next() !== ']'; ) {
      if (this.#text[this.#at] === ',') this.#at++
      this.value(depth + 1)
    }
    this.#at++
  }

  #next(): string | undefined {
    this.#blanks()
    return this.#text[this.#at]
  }

  #string(): string {
    const start = this.#at++
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1
    const content = JSON.parse(this.#text.slice(start, ++this.#at)) as string
    if (!isCleanText(content)) throw json('characters')
    return content
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at++
  }

  #word(): void {
    while (!',]} \t\n\r'.includes(this.#text[this.#at] ?? ',')) this.#at++
  }
}

/** No lone surrogates, no NUL, no control characters but tab, line feed and carriage return. */
export function isCleanText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)
}
