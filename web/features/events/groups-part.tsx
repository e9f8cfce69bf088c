import { useState } from 'react'
import type { GroupAnswer } from '#contract/http/events.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { GroupDetail } from './group-detail.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import { useGroups } from './use-groups.ts'

/** Who reads the log, how far each has come, and what stands in the way. */
export function GroupsPart() {
  const say = useSay()
  const { number, ago } = useFormat()
  const open = new URLSearchParams(useQueryString()).get('group') ?? ''
  const mayRepair = useMay('events.repair')
  const { data, error, refetch } = useGroups()
  const [replaying, setReplaying] = useState<string | null>(null)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  const show = (group: string) =>
    navigate(`/events?${new URLSearchParams({ part: 'groups', ...(group && { group }) })}`)
  const shown = data.find(({ group }) => group === open)
  const heads = [
    ...[texts.group, texts.kind, texts.position, texts.end, texts.lag, texts.parked, texts.dead, texts.lastError],
    ...(mayRepair ? [texts.action] : []),
  ]
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="min-h-0 min-w-0 flex-1 overflow-auto p-4">
        <Table
          label={say(texts.groups)}
          stacks
          heads={heads.map((text) => say(text))}
          numbers={[2, 3, 4, 5, 6]}
          rows={data.map((group) => ({
            id: group.group,
            cells: [
              <button
                key="group"
                type="button"
                onClick={() => show(group.group)}
                className="whitespace-nowrap rounded-sm text-left font-medium text-accent-text underline underline-offset-2"
              >
                {group.group}
              </button>,
              <span key="kind" className="block md:min-w-36">
                {say(texts[group.kind])}
              </span>,
              number(farthest(group, 'position')),
              number(farthest(group, 'end')),
              <Count key="lag" count={group.lag} tone="wait" />,
              number(group.parked),
              <Count key="dead" count={group.dead} tone="bad" />,
              group.last_error && (
                <span key="error" className="line-clamp-2 md:min-w-32 break-words text-sm" title={group.last_error}>
                  {group.last_error}{' '}
                  <span className="text-muted">{group.last_error_at && ago(group.last_error_at)}</span>
                </span>
              ),
              ...(mayRepair
                ? [
                    <Button key="replay" icon="retry" onClick={() => setReplaying(group.group)}>
                      {say(texts.replay)}
                    </Button>,
                  ]
                : []),
            ],
          }))}
        />
      </div>
      {shown && <GroupDetail group={shown} onClose={() => show('')} />}
      {replaying && <ReplayDialog group={replaying} onClose={() => setReplaying(null)} />}
    </div>
  )
}

/** Numbers are global: the highest of its partitions is how far the group, or the log for it, has come. */
function farthest({ partitions }: GroupAnswer, what: 'position' | 'end'): number {
  return Math.max(0, ...partitions.map((place) => place[what]))
}

function Count({ count, tone }: { count: number; tone: 'wait' | 'bad' }) {
  const { number } = useFormat()
  return count === 0 ? number(0) : <Chip tone={tone}>{number(count)}</Chip>
}
