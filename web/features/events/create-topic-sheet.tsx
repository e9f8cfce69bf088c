import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { TextField } from '../../ui/field.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { clusterTexts } from './cluster-texts.ts'

/** A topic on the cluster for other programs; the CRM makes its own ones by itself. */
export function CreateTopicSheet({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const [partitions, setPartitions] = useState('6')
  const form = useSubmit(async () => {
    await call('POST', '/events/broker/topics', { body: { name: name.trim(), partitions: Number(partitions) } })
    void queries.invalidateQueries({ queryKey: ['cluster'] })
    toastDone(say(clusterTexts.topicCreated, { name: name.trim() }))
    onClose()
  })
  return (
    <FormSheet title={say(clusterTexts.createTopic)} form={form} fields={['name', 'partitions']} onClose={onClose}>
      <TextField
        label={say(clusterTexts.topicName)}
        hint={say(clusterTexts.topicNameHint)}
        problem={form.problemOf('name')}
        value={name}
        maxLength={249}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={say(clusterTexts.partitions)}
        hint={say(clusterTexts.partitionsHint)}
        problem={form.problemOf('partitions')}
        type="number"
        min={1}
        max={100}
        value={partitions}
        onChange={(event) => setPartitions(event.target.value)}
      />
    </FormSheet>
  )
}
