import { Ajv, type ValidateFunction } from 'ajv'
import { isCurrency, isDay, isEmail, isLine, isMoment, isText } from './http/formats.ts'
import { toMinor } from './money.ts'

/** One strict validator for everything: it changes nothing, so "true" never becomes true in a body. */
export const ajv = new Ajv({
  allErrors: true,
  strict: false,
  formats: { date: isDay, 'date-time': isMoment, password: true },
})
ajv.addFormat('line', isLine)
ajv.addFormat('text', isText)
ajv.addFormat('email', isEmail)
ajv.addFormat('currency', isCurrency)
ajv.addKeyword({
  keyword: 'x-money',
  validate: (_: true, amount: number | string) => toMinor(amount) !== null,
  errors: false,
})

const compiled = new WeakMap<object, ValidateFunction>()

/** Whether a value has the shape that a schema describes. The schema is compiled at its first use. */
export function fits(schema: object, value: unknown): boolean {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  return validate(value) === true
}
