import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { MySessionsCard } from '../../ui/sessions-card.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ApiTokensCard } from './api-tokens-card.tsx'
import { HealthCard } from './health-card.tsx'
import { LookCard } from './look-card.tsx'
import { MailCard } from './mail-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { PolicyCard } from './policy-card.tsx'
import { ProfileCard } from './profile-card.tsx'
import { RightsCard } from './rights-card.tsx'
import { SchoolCard } from './school-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { TeamCard } from './team-card.tsx'
import { WeakAccountsCard } from './weak-accounts-card.tsx'

const parts = {
  profile: () => (
    <>
      <ProfileCard />
      <LookCard />
    </>
  ),
  security: Security,
  school: SchoolCard,
  team: () => (
    <>
      <TeamCard />
      <RightsCard />
    </>
  ),
  mail: MailCard,
  tokens: ApiTokensCard,
  health: HealthCard,
} as const
type Part = keyof typeof parts

/** Parts that stand in the address; what a role may not use is not there. */
export default function SettingsPage() {
  const say = useSay()
  const all = useMay('settings.read')
  const asked = new URLSearchParams(useQueryString()).get('part')
  const names = (Object.keys(parts) as Part[]).filter((name) => all || name === 'profile' || name === 'security')
  const now = names.find((name) => name === asked) ?? 'profile'
  const Shown = parts[now]
  return (
    <>
      <PageHead title={say(texts.title)} />
      <Tabs
        label={say(texts.parts)}
        tabs={names.map((name) => ({ name, title: say(texts[name]) }))}
        now={now}
        onChoose={(part) => navigate(part === 'profile' ? '/settings' : `/settings?part=${part}`)}
      />
      <div className="min-h-0 flex-1 overflow-auto bg-bg">
        <div
          className={`mx-auto grid gap-4 p-4 ${now === 'team' || now === 'tokens' ? 'max-w-[960px]' : 'max-w-[760px]'}`}
        >
          <Shown />
        </div>
      </div>
    </>
  )
}

function Security() {
  const all = useMay('settings.read')
  return (
    <>
      {all && <WeakAccountsCard />}
      <PasswordCard />
      <MySessionsCard />
      <PolicyCard />
    </>
  )
}
