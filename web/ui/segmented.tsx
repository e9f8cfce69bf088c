type SegmentedProps<Value extends string> = {
  label: string
  value: Value
  choices: readonly {
    value: Value
    label: string /** The language of the label, if it is not that of the page. */
    lang?: string
  }[]
  onChoose: (value: Value) => void
}

/** One of a few: the chosen one is pressed in. */
export function Segmented<Value extends string>({ label, value, choices, onChoose }: SegmentedProps<Value>) {
  return (
    <fieldset className="flex min-w-0 flex-wrap rounded-md border border-line-strong p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          lang={choice.lang}
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
          className={`h-[26px] whitespace-nowrap rounded-sm px-2.5 ${choice.value === value ? 'bg-selected font-medium' : 'text-muted hover:bg-hover'}`}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  )
}
