import { invalidField } from '#platform/failure.ts'
import { isText } from '#platform/http/formats.ts'

/** A password that no request could carry would lock its owner out. Throws `Invalid`. */
export function checkText(password: string): string {
  if (!isText(password)) throw invalidField('password', 'characters')
  return password
}
