import { inputLook } from '../../ui/field.tsx'

export const box = `h-8 ${inputLook} w-auto! max-w-full max-md:w-full!`

type ChoiceProps = {
  label: string
  value: string
  choices: readonly (readonly [value: string, text: string])[]
  onChoose: (value: string) => void
}

/** One of several, in a toolbar. */
export function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className={`${box} md:max-w-40!`}
    >
      {choices.map(([name, text]) => (
        <option key={name} value={name}>
          {text}
        </option>
      ))}
    </select>
  )
}
