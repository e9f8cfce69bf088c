import { eventTexts, partitionNumbers, topicNames } from '../../lib/event-texts.ts'
import { useSay } from '../../lib/say.ts'
import { box, Choice } from './choice.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { type LogQuestion, type LogStart, logStarts } from './log-address.ts'
import { useTyped } from './use-typed.ts'

const starts = {
  end: texts.startEnd,
  hour: texts.startHour,
  beginning: texts.startBeginning,
  time: texts.startTime,
  number: texts.startNumber,
} as const

type ToolbarProps = { question: LogQuestion; ask: (change: Partial<LogQuestion>) => void }

/** Where to begin, and what to look for; all of it goes into the address. */
export function LogToolbar({ question, ask }: ToolbarProps) {
  const say = useSay()
  const { topic, partition, type, start, at } = question
  return (
    <>
      <Choice
        label={say(texts.start)}
        value={start}
        choices={logStarts.map((value) => [value, say(starts[value])])}
        onChoose={(value) => ask({ start: value as LogStart, at: '' })}
      />
      {(start === 'time' || start === 'number') && (
        <input
          key={start}
          aria-label={say(starts[start])}
          type={start === 'time' ? 'datetime-local' : 'number'}
          {...(start === 'number' && { min: 0, placeholder: say(texts.number) })}
          step={1}
          defaultValue={at}
          onChange={(event) => ask({ at: event.target.value })}
          className={`${box} ${start === 'number' ? 'basis-28' : ''}`}
        />
      )}
      <Choice
        label={say(texts.topic)}
        value={topic}
        choices={[['', say(texts.allTopics)], ...topicNames.map((name): [string, string] => [name, name])]}
        onChoose={(value) => ask({ topic: value })}
      />
      <Choice
        label={say(texts.partition)}
        value={partition}
        choices={[
          ['', say(texts.allPartitions)],
          ...partitionNumbers.map((one): [string, string] => [String(one), `${say(texts.partition)} ${one}`]),
        ]}
        onChoose={(value) => ask({ partition: value })}
      />
      <Choice
        label={say(texts.type)}
        value={type}
        choices={[['', say(texts.allTypes)], ...Object.keys(eventTexts).map((name): [string, string] => [name, name])]}
        onChoose={(value) => ask({ type: value })}
      />
      <Search
        label={say(texts.key)}
        value={question.key}
        most={64}
        className="basis-36"
        onType={(key) => ask({ key })}
      />
      <Search
        label={say(texts.find)}
        value={question.find}
        most={100}
        className="basis-40"
        onType={(find) => ask({ find })}
      />
    </>
  )
}

type SearchProps = {
  label: string
  value: string
  most: number
  className: string
  onType: (text: string) => void
}

function Search({ label, value, most, className, onType }: SearchProps) {
  const [typed, type] = useTyped(value, onType)
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={most}
      onChange={(event) => type(event.target.value)}
      className={`${box} ${className}`}
    />
  )
}
