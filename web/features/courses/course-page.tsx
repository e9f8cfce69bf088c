import { useEffect, useMemo, useState } from 'react'
import type { CourseAnswer } from '#contract/http/courses.ts'
import { useOffer } from '../../lib/offers.ts'
import { useRecord } from '../../lib/records.ts'
import { useSay } from '../../lib/say.ts'
import { useMay, useSchoolName } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StoryCard } from '../../ui/story-card.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { coursesPath, publish, setArchived } from './course-changes.ts'
import { CourseChip } from './course-chips.tsx'
import { CourseFacts } from './course-facts.tsx'
import { StatisticsCard } from './course-statistics.tsx'
import { coursesTexts as texts } from './courses-texts.ts'

export default function CoursePage({ id }: { id: number }) {
  const say = useSay()
  const school = useSchoolName()
  const mayCount = useMay('statistics.read')
  const { data: course, error, refetch } = useRecord<CourseAnswer>(coursesPath, id)
  useEffect(() => {
    if (course) document.title = `${course.title} · ${school}`
  }, [course, school])
  if (error && !course) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <RecordPage
      back={{ to: coursesPath, label: say(texts.title) }}
      title={course?.title ?? ''}
      actions={course && <Moves course={course} />}
      facts={
        <Card title={say(texts.facts)}>
          <CourseFacts id={id} />
        </Card>
      }
      middle={
        <div className="grid gap-4">
          <StoryCard topic="course-events" id={id} title={say(texts.story)} closed={say(texts.storyClosed)} />
          {course && mayCount && <StatisticsCard course={course} />}
        </div>
      }
    />
  )
}

/** The allowed next moves, and no others. */
function Moves({ course }: { course: CourseAnswer }) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const offers = useMemo(
    () => [
      ...(course.can?.publish
        ? [{ label: say(texts.publish), icon: 'check' as const, run: () => setAsking(true) }]
        : []),
      ...(course.can?.archive
        ? [{ label: say(texts.toArchive), icon: 'inbox' as const, run: () => void setArchived(course, true) }]
        : []),
      ...(course.can?.restore
        ? [{ label: say(texts.restore), icon: 'retry' as const, run: () => void setArchived(course, false) }]
        : []),
    ],
    [course, say],
  )
  useOffer(course.title, offers)
  return (
    <>
      <CourseChip status={course.status} />
      {course.can?.publish && (
        <Button look="primary" icon="check" onClick={() => setAsking(true)}>
          {say(texts.publish)}
        </Button>
      )}
      {course.can?.archive && (
        <Button look="danger" icon="inbox" onClick={() => void setArchived(course, true)}>
          {say(texts.toArchive)}
        </Button>
      )}
      {course.can?.restore && (
        <Button icon="retry" onClick={() => void setArchived(course, false)}>
          {say(texts.restore)}
        </Button>
      )}
      {asking && (
        <Dialog
          title={say(texts.publishAsk)}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{say(uiTexts.cancel)}</Button>
              <Button
                look="primary"
                autoFocus
                onClick={() => {
                  setAsking(false)
                  void publish(course)
                }}
              >
                {say(texts.publish)}
              </Button>
            </>
          }
        >
          <p>{say(texts.publishAskHint)}</p>
        </Dialog>
      )}
    </>
  )
}
