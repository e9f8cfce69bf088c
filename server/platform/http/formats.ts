import { isCleanText } from './strict-json.ts'

/** Text on one line that people can see: control characters, direction overrides and invisible-only text are refused. */
export function isLine(text: string): boolean {
  return isCleanText(text) && !/[\t\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(text) && hasVisible(text)
}

/** Text of any number of lines. */
export function isText(text: string): boolean {
  return isCleanText(text)
}

function hasVisible(text: string): boolean {
  return text === '' || /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Control}\u2800]/u.test(text)
}

/**
 * One mailbox: something@domain without spaces, quotes or control characters. Letters of any script may stand on
 * both sides (IDN); whether the address works is shown only by a message.
 */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = text.slice(at + 1)
  return at > 0 && isLine(text) && isLocalPart(local) && isDomain(domain)
}

function isLocalPart(local: string): boolean {
  return /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u.test(local) && !/^\.|\.\.|\.$/.test(local)
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return (
    domain.length <= 253 &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u.test(label))
  )
}

/**
 * A moment as RFC 3339 writes it: a real day of the calendar, a time and an offset. Without an offset two readers
 * would understand two moments; JavaScript alone would make 2 March of 2026-02-30.
 */
export function isMoment(text: string): boolean {
  const [day = '', time = ''] = text.split('T', 2)
  return isDay(day) && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(time)
}

/** YYYY-MM-DD, a real day of the calendar. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

let currencies: ReadonlySet<string> | undefined

/** A code of ISO 4217 that the runtime knows. */
export function isCurrency(text: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'))
  return currencies.has(text)
}
