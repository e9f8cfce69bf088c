import {
  type Condition,
  type Operator,
  operatorsOf,
  type Where,
  type WhereField,
  type WhereFields,
} from '#contract/filters.ts'
import { formatDay } from '../../lib/format.ts'
import { type Say, type Text, useLanguage } from '../../lib/say.ts'
import { gridTexts, operatorTexts } from './grid-texts.ts'
import { isCondition, membersOf } from './where.ts'

/** A field to filter by, as people see it. `faceted`: its values are counted and chosen by a click. */
export type FilterField = WhereField & {
  readonly name: string
  readonly title: string
  readonly faceted?: boolean
  readonly labelOf?: (value: string) => string
}

/** The fields of a list that have a title, in the order of the titles. */
export function fieldsOf<Fields extends WhereFields>(
  fields: Fields,
  titles: Readonly<Partial<Record<keyof Fields & string, Pick<FilterField, 'title' | 'faceted' | 'labelOf'>>>>,
): readonly FilterField[] {
  return Object.entries(titles).flatMap(([name, told]) => {
    const field = fields[name]
    return field && told ? [{ name, ...field, ...told }] : []
  })
}

/** What stands in the form while somebody fills it in. */
export type Draft = {
  readonly field: string
  readonly operator: Operator
  readonly text: string
  readonly values: readonly string[]
}

export function blankDraft(field: FilterField): Draft {
  const [first] = operatorsOf(field)
  const operator = field.faceted
    ? 'in'
    : field.kind === 'number' || field.kind === 'money'
      ? 'gte'
      : (first as Operator)
  return { field: field.name, operator, text: '', values: [] }
}

export function draftOf([field, operator, value]: Condition): Draft {
  const values = [value ?? []].flat().map(String)
  const text = operator === 'since' || operator === 'before' ? localDay(String(value)) : values.join(', ')
  return { field, operator, text, values }
}

/** The condition, or what is wrong with the draft. */
export function conditionOf(draft: Draft, field: FilterField): Condition | { problem: Text } {
  const { operator } = draft
  if (operator === 'empty' || operator === 'filled') return [field.name, operator]
  if (operator === 'in' || operator === 'not_in') return several(draft, field)
  const text = field.kind === 'choice' ? (draft.values[0] ?? '') : draft.text.trim()
  if (text === '') return { problem: gridTexts.valueWrong }
  if (operator === 'last_days') return wholeNumber(field.name, operator, text, 1, 3660, gridTexts.daysWrong)
  if (field.kind === 'number')
    return wholeNumber(field.name, operator, text, 0, Number.MAX_SAFE_INTEGER, gridTexts.numberWrong)
  if (field.kind === 'money') {
    const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
    return /^\d{1,8}(\.\d{1,2})?$/.test(plain)
      ? [field.name, operator, Number(plain)]
      : { problem: gridTexts.moneyWrong }
  }
  if (field.kind === 'time') return [field.name, operator, new Date(`${text}T00:00`).toISOString()]
  return [field.name, operator, text]
}

function several({ operator, values, text }: Draft, field: FilterField): Condition | { problem: Text } {
  const typed = field.faceted || field.choices ? values : text.split(',').flatMap((one) => one.trim() || [])
  const [first, ...more] = typed
  if (first === undefined) return { problem: gridTexts.valueWrong }
  if (operator === 'in' && more.length === 0) return [field.name, 'is', first]
  return [field.name, operator, typed]
}

function wholeNumber(name: string, operator: Operator, text: string, least: number, most: number, problem: Text) {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? ([name, operator, value] as const) : { problem }
}

/** The day of a moment where the reader is. */
function localDay(moment: string): string {
  const at = new Date(moment)
  const two = (number: number) => String(number).padStart(2, '0')
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** A node in words: «Возраст не меньше 18», or its members with «и» or «или» between. */
export function useDescribe(fields: readonly FilterField[], say: Say): (node: Where) => string {
  const language = useLanguage()
  const describe = (node: Where): string => {
    if (!isCondition(node)) {
      const { how, nodes } = membersOf(node)
      return nodes.map(describe).join(say(how === 'any' ? gridTexts.or : gridTexts.and))
    }
    const [name, operator, value] = node
    const field = fields.find((one) => one.name === name)
    const title = field?.title ?? name
    const labels = [value ?? []].flat().map((one) => labelOf(field, operator, one))
    if (operator === 'is' || operator === 'in') return `${title}: ${labels.join(', ')}`
    return [title, say(operatorTexts[operator]), labels.join(', ')].filter(Boolean).join(' ')
  }
  const labelOf = (field: FilterField | undefined, operator: Operator, value: string | number): string => {
    if (operator === 'since' || operator === 'before') return formatDay(String(value), language)
    return field?.labelOf?.(String(value)) ?? String(value)
  }
  return describe
}
