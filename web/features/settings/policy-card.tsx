import type { SecurityPolicy } from '#contract/http/security-policy.ts'
import { useSay } from '../../lib/say.ts'
import { AnswerCard, Fact } from './answer-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { useAnswer } from './use-answer.ts'

/** What is asked of passwords and sessions here; the settings of the process decide it. */
export function PolicyCard() {
  const say = useSay()
  return (
    <AnswerCard title={say(texts.policy)} answer={useAnswer<SecurityPolicy>('/security-policy')}>
      {(policy) => (
        <dl>
          <Fact name={say(texts.mode)}>{say(policy.mode === 'local' ? texts.modeLocal : texts.modePublic)}</Fact>
          <Fact name={say(texts.passwords)}>
            {say(policy.weak_passwords ? texts.passwordsWeak : texts.passwordsStrong, policy.password_characters)}
          </Fact>
          <Fact name={say(texts.sessionLife)}>{say(texts.days, { count: policy.session_days })}</Fact>
          <Fact name={say(texts.idle)}>
            {policy.idle_hours ? say(texts.idleHours, policy.idle_hours) : say(texts.idleNever)}
          </Fact>
          <Fact name={say(texts.guessing)}>{say(texts.guessingRule)}</Fact>
        </dl>
      )}
    </AnswerCard>
  )
}
