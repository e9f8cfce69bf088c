import { eventText, eventTone } from '../lib/event-texts.ts'
import { useSay } from '../lib/say.ts'
import { type LogEvent, placeInLog, useStory } from '../lib/story.ts'
import { Card } from './card.tsx'
import { Chip } from './chip.tsx'
import { Failed, SkeletonLines } from './states.tsx'
import { Timeline } from './timeline.tsx'
import { uiTexts } from './ui-texts.ts'

type StoryProps = {
  topic: LogEvent['topic']
  id: number
  title: string
  closed: string
  detailOf?: (event: LogEvent) => string
}

/** The events of one record; every line is a link to its event in the log. */
export function StoryCard({ topic, id, title, closed, detailOf }: StoryProps) {
  const say = useSay()
  const { data, error, isLoading, isEnabled, refetch } = useStory(topic, id)
  return (
    <Card title={title}>
      {!isEnabled && <p className="text-muted">{closed}</p>}
      {isLoading && <SkeletonLines lines={4} />}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="text-muted">{say(uiTexts.none)}</p>}
      {data && (
        <Timeline
          moments={data.map((event) => ({
            id: event.id,
            at: event.time,
            title: say(eventText(event.type)),
            ...(detailOf && { detail: detailOf(event) }),
            to: placeInLog(event),
            mark: <Chip tone={eventTone(event.type)}>{event.type}</Chip>,
          }))}
        />
      )}
    </Card>
  )
}
