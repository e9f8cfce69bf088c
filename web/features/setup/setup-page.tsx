import { useEffect, useState } from 'react'
import type { SessionState } from '#contract/http/setup.ts'
import { navigate } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { refreshSession } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Door } from '../../ui/door.tsx'
import { DemoOffer } from './demo-offer.tsx'
import { OwnerForm } from './owner-form.tsx'
import { setupTexts as texts } from './setup-texts.ts'

/** An empty CRM: first its owner, then whether it shall be filled. */
export default function SetupPage({ state }: { state: SessionState }) {
  const say = useSay()
  const title = say(state.user ? texts.demoTitle : texts.title)
  useEffect(() => {
    document.title = `${title} · Mini-CRM`
  }, [title])
  const [grown, setGrown] = useState(false)
  const nothingToDo = state.user !== null && !state.demo && !grown
  useEffect(() => {
    if (nothingToDo || (!state.user && state.setup === 'done')) navigate('/', { replace: true })
  }, [nothingToDo, state])
  if (nothingToDo) return null
  return (
    <Door
      title={grown ? say(texts.grownTitle) : title}
      intro={say(grown ? texts.grownIntro : state.user ? texts.demoIntro : texts.intro)}
      promise={say(texts.promise)}
    >
      {state.user && <DemoOffer onGrown={() => setGrown(true)} />}
      {!state.user && (state.setup === 'closed' ? <Closed /> : <OwnerForm withToken={state.setup === 'token'} />)}
    </Door>
  )
}

function Closed() {
  const say = useSay()
  return (
    <div className="grid gap-3">
      <p className="text-muted">{say(texts.closed)}</p>
      <code className="rounded-md border border-line bg-bg px-3 py-2 font-mono text-sm">
        npm run crm -- owner create
      </code>
      <Button icon="retry" onClick={() => void refreshSession()}>
        {say(texts.again)}
      </Button>
    </div>
  )
}
