import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { clusterTexts } from './cluster-texts.ts'

/** A topic on the cluster for other programs; the CRM makes its own ones by itself. */
export function CreateTopicSheet({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const [partitions, setPartitions] = useState('6')
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    await call('POST', '/events/broker/topics', { body: { name: name.trim(), partitions: Number(partitions) } })
    void queries.invalidateQueries({ queryKey: ['cluster'] })
    toastDone(say(clusterTexts.topicCreated, { name: name.trim() }))
    onClose()
  })
  return (
    <Dialog
      title={say(clusterTexts.createTopic)}
      place="side"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button look="primary" busy={busy} onClick={onSubmit}>
            {say(uiTexts.create)}
          </Button>
        </>
      }
    >
      <form className="grid gap-4" onSubmit={onSubmit}>
        <TextField
          label={say(clusterTexts.topicName)}
          hint={say(clusterTexts.topicNameHint)}
          problem={problemOf('name')}
          value={name}
          maxLength={249}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={say(clusterTexts.partitions)}
          hint={say(clusterTexts.partitionsHint)}
          problem={problemOf('partitions')}
          type="number"
          min={1}
          max={100}
          value={partitions}
          onChange={(event) => setPartitions(event.target.value)}
        />
        <Problem text={problem(['name', 'partitions'])} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
