import type { GroupAnswer } from '#contract/http/events.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { PaneBody, SidePane } from '../../ui/side-pane.tsx'
import { Table } from '../../ui/table.tsx'
import { eventsTexts as texts } from './events-texts.ts'

/** Where a group stands in each partition, who reads it, and what went wrong last. */
export function GroupDetail({ group, onClose }: { group: GroupAnswer; onClose: () => void }) {
  const say = useSay()
  const { number, moment } = useFormat()
  const withKafka = group.kafka_group !== null
  const heads = [texts.topic, texts.position, texts.end, texts.lag, texts.owner]
  return (
    <SidePane label={group.group} title={group.group} onClose={onClose}>
      <PaneBody label={say(texts.partition)}>
        {withKafka && (
          <p className="mb-3 break-words text-muted">{say(texts.inKafka, { name: group.kafka_group ?? '' })}</p>
        )}
        {group.last_error && (
          <p className="mb-3 break-words rounded-md border border-line bg-bg p-2.5 font-mono text-sm">
            {group.last_error}
            {group.last_error_at && <span className="block text-muted">{moment(group.last_error_at)}</span>}
          </p>
        )}
        {group.reset_at && (
          <p className="mb-3 text-muted">
            {say(texts.resetAt, { when: moment(group.reset_at), who: group.reset_by ?? '—' })}
          </p>
        )}
        {group.dead + group.parked > 0 && (
          <Link
            to={`/events?${new URLSearchParams({ part: 'letters', group: group.group })}`}
            className="mb-3 inline-block font-medium text-accent-text underline underline-offset-2"
          >
            {say(texts.toLetters)}
          </Link>
        )}
        <Table
          label={say(texts.partition)}
          stacks
          heads={[...heads, ...(withKafka ? [texts.nextOffset] : [])].map((text) => say(text))}
          numbers={[1, 2, 3, 5]}
          rows={group.partitions.map((place) => ({
            id: `${place.topic} ${place.partition}`,
            cells: [
              <span key="place" className="whitespace-nowrap">
                {place.topic} p{place.partition}
              </span>,
              number(place.position),
              number(place.end),
              number(place.lag),
              <span key="owner" className="block max-w-40 truncate font-mono text-xs" title={place.owner ?? ''}>
                {place.owner ?? say(texts.nobody)}
              </span>,
              ...(withKafka ? [place.kafka_offset === null ? '—' : number(place.kafka_offset)] : []),
            ],
          }))}
        />
      </PaneBody>
    </SidePane>
  )
}
