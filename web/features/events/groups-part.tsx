import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { ReplayDialog } from './replay-dialog.tsx'
import { useGroups } from './use-groups.ts'

export function GroupsPart() {
  const say = useSay()
  const { number, ago } = useFormat()
  const mayRepair = useMay('events.repair')
  const { data, error, refetch } = useGroups()
  const [replaying, setReplaying] = useState<string | null>(null)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  const heads = [texts.group, texts.kind, texts.lag, texts.parked, texts.dead, texts.lastError, texts.replay].map(
    (text) => say(text),
  )
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <Table
        label={say(texts.groups)}
        heads={heads}
        numbers={[2, 3, 4]}
        rows={data.map(({ group, kind, lag, parked, dead, last_error, last_error_at }) => ({
          id: group,
          cells: [
            <span key="group" className="font-medium">
              {group}
            </span>,
            say(texts[kind]),
            lag === 0 ? (
              number(0)
            ) : (
              <Chip key="lag" tone="wait">
                {number(lag)}
              </Chip>
            ),
            number(parked),
            dead === 0 ? (
              number(0)
            ) : (
              <Chip key="dead" tone="bad">
                {number(dead)}
              </Chip>
            ),
            last_error && (
              <span key="error" className="break-words text-sm">
                {last_error} <span className="text-muted">{last_error_at && ago(last_error_at)}</span>
              </span>
            ),
            mayRepair && (
              <Button key="replay" icon="retry" onClick={() => setReplaying(group)}>
                {say(texts.replay)}
              </Button>
            ),
          ],
        }))}
      />
      {replaying && <ReplayDialog group={replaying} onClose={() => setReplaying(null)} />}
    </div>
  )
}
