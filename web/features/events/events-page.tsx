import { useFormat } from '../../lib/format.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { BrokerPart } from './broker-part.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { GroupsPart } from './groups-part.tsx'
import { LettersPart } from './letters-part.tsx'
import { LogPart } from './log-part.tsx'
import { RecordsPart } from './records-part.tsx'
import { TopicsPart } from './topics-part.tsx'
import { useGroups } from './use-groups.ts'

const parts = {
  log: LogPart,
  topics: TopicsPart,
  groups: GroupsPart,
  letters: LettersPart,
  broker: BrokerPart,
  records: RecordsPart,
} as const
type Part = keyof typeof parts
/** Records of a topic on Kafka are reached from the topics. */
const tabs = ['log', 'topics', 'groups', 'letters', 'broker'] as const

/** Everything Kafka's own screens would show, over the log: it works with Kafka and without. */
export default function EventsPage() {
  const say = useSay()
  const { number } = useFormat()
  const query = new URLSearchParams(useQueryString())
  const asked = query.get('part') ?? 'log'
  const isNameless = asked === 'records' && !query.get('name')
  const now = (isNameless ? 'topics' : asked in parts ? asked : 'log') as Part
  const { data: groups } = useGroups()
  const dead = groups?.reduce((sum, group) => sum + group.dead, 0)
  const Shown = parts[now]
  return (
    <>
      <PageHead title={say(texts.title)} />
      <Tabs
        label={say(texts.parts)}
        now={now === 'records' ? 'topics' : now}
        onChoose={(part) => navigate(part === 'log' ? '/events' : `/events?part=${part}`)}
        tabs={tabs.map((name) => ({
          name,
          title: say(texts[name]),
          count: name === 'letters' && dead ? number(dead) : undefined,
        }))}
      />
      <Shown />
    </>
  )
}
