import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { useValidity } from './validity.ts'

export const inputLook =
  'w-full min-w-0 rounded-md border border-line-strong bg-panel px-2.5 text-ellipsis text-text placeholder:text-dim aria-invalid:border-bad'

type FieldProps = {
  label: string
  hint?: string | undefined
  problem?: string | undefined
  aside?: ReactNode
  children: (ids: Ids) => ReactNode
}
type Ids = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** A labelled control; what is wrong with it stands under it and is read out with it. */
function Field({ label, hint, problem, aside, children }: FieldProps) {
  const id = useId()
  const note = problem ?? hint
  const ids = {
    id,
    ...(note && { 'aria-describedby': `${id}-note` }),
    ...(problem && { 'aria-invalid': true as const }),
  }
  return (
    <div className="grid content-start gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children(ids)}
      {note && (
        <p id={`${id}-note`} className={`text-sm ${problem ? 'text-bad' : 'text-muted'}`}>
          {note}
        </p>
      )}
    </div>
  )
}

type Around = Omit<FieldProps, 'children'>

export function TextField({
  label,
  hint,
  problem,
  aside,
  className = '',
  onChange,
  ...rest
}: Around & InputHTMLAttributes<HTMLInputElement>) {
  const { said, forget, onInvalid } = useValidity(rest.value)
  return (
    <Field label={label} hint={hint} problem={said ?? problem} aside={aside}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          onInvalid={onInvalid}
          onChange={(event) => {
            forget()
            onChange?.(event)
          }}
          className={`h-9 ${inputLook} ${className}`}
        />
      )}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  problem,
  aside,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} problem={problem} aside={aside}>
      {(ids) => <textarea rows={6} {...ids} {...rest} className={`py-1.5 ${inputLook}`} />}
    </Field>
  )
}

type Choice = { value: string; label: string }
type SelectProps = Around & SelectHTMLAttributes<HTMLSelectElement> & { choices: readonly Choice[] }

export function SelectField({ label, hint, problem, aside, choices, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} problem={problem} aside={aside}>
      {(ids) => (
        <select {...ids} {...rest} className={`h-9 ${inputLook}`}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
