import { useState } from 'react'
import type { DemoSchoolAnswer } from '#contract/http/setup.ts'
import type { Role } from '#contract/rights.ts'
import { call } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { navigate } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { refreshSession } from '../../lib/session.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { setupTexts as texts } from './setup-texts.ts'

export function DemoOffer({ onGrown }: { onGrown: () => void }) {
  const say = useSay()
  const [school, setSchool] = useState<DemoSchoolAnswer | null>(null)
  const { busy, onSubmit, problem } = useSubmit(async () => {
    const { body } = await call<DemoSchoolAnswer>('POST', '/demo-school')
    onGrown()
    setSchool(body)
    await refreshSession()
  })
  if (school) return <Grown school={school} />
  return (
    <form onSubmit={onSubmit} className="grid gap-3">
      <Button type="submit" look="primary" busy={busy} autoFocus className="h-10 text-md">
        {say(busy ? texts.demoBusy : texts.demoFill)}
      </Button>
      <p className="text-sm text-muted">{say(texts.demoHint)}</p>
      <Problem text={problem([])} />
      <Button disabled={busy} className="h-10 text-md" onClick={() => navigate('/start')}>
        {say(texts.empty)}
      </Button>
    </form>
  )
}

function Grown({ school }: { school: DemoSchoolAnswer }) {
  const say = useSay()
  return (
    <div className="grid gap-4">
      <div className="flex items-center gap-2 rounded-md border border-line bg-bg p-1 pl-3">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-lg">{school.password}</code>
        <CopyButton look="quiet" text={school.password} />
      </div>
      <ul className="grid gap-1 text-muted">
        {school.people.map(({ email, role }) => (
          <li key={email} className="flex justify-between gap-3">
            <span className="truncate">{email}</span>
            <span className="flex-none">{say(roleTexts[role as Role])}</span>
          </li>
        ))}
      </ul>
      <Button look="primary" autoFocus className="h-10 text-md" onClick={() => navigate('/start')}>
        {say(texts.enter)}
      </Button>
    </div>
  )
}
