import { locales } from './error-texts.ts'
import { roles } from './rights.ts'

// How lists are filtered. No schemas here: the web application reads this file too.

/** What a field keeps decides how it can be asked for. `code`: one exact word, like a currency. */
export type FieldKind = 'text' | 'code' | 'choice' | 'number' | 'money' | 'time'
export type WhereField = {
  readonly kind: FieldKind
  /** The values of a choice. */
  readonly choices?: readonly string[]
  /** Some rows have none: `empty` and `filled` are asked too. */
  readonly nullable?: true
}
export type WhereFields = Readonly<Record<string, WhereField>>

const comparisons = ['is', 'not', 'lt', 'lte', 'gt', 'gte'] as const
const members = ['is', 'not', 'in', 'not_in'] as const
const operators = {
  text: ['contains', 'begins', 'is', 'not'],
  code: members,
  choice: members,
  number: comparisons,
  money: comparisons,
  time: ['since', 'before', 'last_days'],
} as const satisfies Record<FieldKind, readonly string[]>
const emptiness = ['empty', 'filled'] as const
export type Operator = (typeof operators)[FieldKind][number] | (typeof emptiness)[number]

export function operatorsOf({ kind, nullable }: WhereField): readonly Operator[] {
  return [...operators[kind], ...(nullable ? emptiness : [])]
}

export type WhereValue = string | number | readonly (string | number)[]
/** `["age", "gte", 18]`; `empty` and `filled` have no value. */
export type Condition = readonly [field: string, operator: Operator, value?: WhereValue]
/** `{"all": […]}`: every one of them; `{"any": […]}`: at least one. */
export type Where = Condition | { readonly all: readonly Where[] } | { readonly any: readonly Where[] }

/** `depth`: groups inside each other; `values`: of one `in`; `days`: of `last_days`. */
export const whereLimits = { characters: 4000, conditions: 20, depth: 3, values: 50, text: 200, days: 3660 } as const

export const userStatuses = ['active', 'disabled', 'erased'] as const
export const courseStatuses = ['draft', 'published', 'archived'] as const
export const messageStatuses = ['stored', 'queued', 'sent', 'failed'] as const

export const userFields = {
  role: { kind: 'choice', choices: roles },
  status: { kind: 'choice', choices: userStatuses },
  name: { kind: 'text' },
  email: { kind: 'text' },
  age: { kind: 'number', nullable: true },
  locale: { kind: 'choice', choices: locales },
  created_at: { kind: 'time' },
  updated_at: { kind: 'time' },
  id: { kind: 'number' },
} as const satisfies WhereFields

export const courseFields = {
  status: { kind: 'choice', choices: courseStatuses },
  title: { kind: 'text' },
  price: { kind: 'money' },
  currency: { kind: 'code' },
  author_id: { kind: 'number', nullable: true },
  created_at: { kind: 'time' },
  updated_at: { kind: 'time' },
  id: { kind: 'number' },
} as const satisfies WhereFields

export const auditFields = {
  action: { kind: 'code' },
  actor_id: { kind: 'number', nullable: true },
  object: { kind: 'text' },
  topic: { kind: 'code' },
  at: { kind: 'time' },
  request_id: { kind: 'code' },
  seq: { kind: 'number', nullable: true },
  id: { kind: 'number' },
} as const satisfies WhereFields

export const messageFields = {
  status: { kind: 'choice', choices: messageStatuses },
  to: { kind: 'text' },
  subject: { kind: 'text' },
  template: { kind: 'code' },
  user_id: { kind: 'number', nullable: true },
  created_at: { kind: 'time' },
  sent_at: { kind: 'time', nullable: true },
  id: { kind: 'number' },
} as const satisfies WhereFields
