import { useState } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { changeMany } from '../../lib/bulk.ts'
import { type Text, useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import type { Selection } from '../../ui/data-grid/selection.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { coursesPath } from './course-changes.ts'
import { coursesTexts as texts } from './courses-texts.ts'

/** What can be done with many courses at once; publishing is for good, so it asks first. */
export function CoursesBulk({ selection }: { selection: Selection<CourseAnswer> }) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const act = (change: string, said: Text) =>
    void changeMany(coursesPath, { change }, selection.which(), said).then((done) => done && selection.clear())
  return (
    <>
      <Button look="quiet" icon="check" onClick={() => setAsking(true)}>
        {say(texts.publish)}
      </Button>
      <Button look="quiet" icon="inbox" onClick={() => act('archive', texts.bulkArchived)}>
        {say(texts.toArchive)}
      </Button>
      <Button look="quiet" icon="retry" onClick={() => act('restore', texts.bulkRestored)}>
        {say(texts.restore)}
      </Button>
      {asking && (
        <Dialog
          title={say(texts.bulkPublishAsk, { count: selection.count })}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{say(uiTexts.cancel)}</Button>
              <Button
                look="primary"
                onClick={() => {
                  setAsking(false)
                  act('publish', texts.bulkPublished)
                }}
              >
                {say(texts.publish)}
              </Button>
            </>
          }
        >
          <p>{say(texts.bulkPublishHint)}</p>
        </Dialog>
      )}
    </>
  )
}
