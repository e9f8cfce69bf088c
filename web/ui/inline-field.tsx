import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { explain } from '../lib/explain.ts'
import { useSay } from '../lib/say.ts'
import { inputLook } from './field.tsx'
import { Icon } from './icon.tsx'
import { uiTexts } from './ui-texts.ts'

type InlineProps = {
  label: string
  /** What is read when nobody edits. */
  children: ReactNode
  /** What is edited, as text. */
  value: string
  /** Writes the new text; throws what is wrong with it. */
  onSave: (text: string) => Promise<void>
  /** A role that may not change it sees plain text. */
  editable: boolean
  choices?: readonly { value: string; label: string }[]
  lines?: number
  inputMode?: 'numeric' | 'decimal'
}

/** A fact that is edited where it stands: Enter or F2 begins, Enter or Tab writes, Esc gives up. */
export function InlineField(props: InlineProps) {
  const say = useSay()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [editing, setEditing] = useState(false)
  const { label, children, editable, lines } = props
  const close = (refocus: boolean) => {
    setEditing(false)
    if (refocus) requestAnimationFrame(() => button.current?.focus())
  }
  return (
    <div className={`grid gap-x-3 py-1 ${lines ? '' : 'grid-cols-[minmax(96px,0.55fr)_minmax(0,1fr)] items-start'}`}>
      <dt id={id} className="py-1 text-muted">
        {label}
      </dt>
      <dd className="min-w-0">
        {editing && <InlineInput {...props} labelId={id} onClose={close} />}
        {!editing && editable && (
          <button
            ref={button}
            type="button"
            title={say(uiTexts.edit, { what: label })}
            onClick={() => setEditing(true)}
            onKeyDown={(event) => event.key === 'F2' && setEditing(true)}
            className="-mx-1.5 flex min-h-7 w-[calc(100%+12px)] items-start justify-between gap-2 rounded-sm px-1.5 py-1 text-left hover:bg-hover"
          >
            <span className="sr-only">{say(uiTexts.edit, { what: label })} </span>
            <span className="min-w-0 flex-1">{children}</span>
            <span className="mt-0.5 hidden flex-none text-muted pointer-coarse:block">
              <Icon name="pencil" size={14} />
            </span>
          </button>
        )}
        {!editing && !editable && <div className="min-h-7 py-1">{children}</div>}
      </dd>
    </div>
  )
}

type InputProps = InlineProps & { labelId: string; onClose: (refocus: boolean) => void }

function InlineInput({ value, onSave, onClose, labelId, choices, lines, inputMode }: InputProps) {
  const [text, setText] = useState(value)
  const [problem, setProblem] = useState<string | null>(null)
  const done = useRef(false)
  // What is saved rests on the version that was there when editing began: a newer one is a conflict, never overwritten.
  const write = useRef(onSave)
  const save = async (refocus: boolean) => {
    if (done.current) return
    if (text === value) return onClose(refocus)
    done.current = true
    try {
      await write.current(text)
      onClose(refocus)
    } catch (error) {
      done.current = false
      setProblem(explain(error))
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      done.current = true
      onClose(true)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && (!lines || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save(true)
    }
  }
  const common = {
    'aria-labelledby': labelId,
    'aria-invalid': problem ? true : undefined,
    autoFocus: true,
    value: text,
    onKeyDown,
    onBlur: () => void save(false),
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  }
  return (
    <>
      {choices && (
        <select {...common} className={`h-7 ${inputLook}`}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
      {!choices && lines && <textarea {...common} rows={lines} className={`py-1 ${inputLook}`} />}
      {!choices && !lines && <input {...common} inputMode={inputMode} className={`h-7 ${inputLook}`} />}
      <p role="alert" className="text-sm text-bad">
        {problem}
      </p>
    </>
  )
}
