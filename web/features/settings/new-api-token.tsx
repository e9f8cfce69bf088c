import { useState } from 'react'
import type { NewApiTokenAnswer } from '#contract/http/api-tokens.ts'
import { type Scope, scopeNames } from '#contract/scopes.ts'
import { call } from '../../lib/api.ts'
import { useSay } from '../../lib/say.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { scopeTexts } from './scope-texts.ts'
import { settingsTexts as texts } from './settings-texts.ts'
import { ShownToken } from './shown-token.tsx'
import { tokenTexts } from './token-texts.ts'

const lives = ['30', '90', '366', 'none'] as const
const fields = ['name', 'scopes', 'expires_in_days', 'current_password']

/** Asks what it is for, what it may do and for how long; then shows it, this once. */
export function NewApiToken({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const say = useSay()
  const [made, setMade] = useState<NewApiTokenAnswer | null>(null)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  const [life, setLife] = useState<string>('90')
  const [password, setPassword] = useState('')
  const form = useSubmit(async () => {
    const body = {
      name,
      scopes,
      expires_in_days: life === 'none' ? null : Number(life),
      current_password: password,
    }
    setMade((await call<NewApiTokenAnswer>('POST', '/api-tokens', { body })).body)
    onMade()
  })
  if (made) return <ShownToken token={made.token} onClose={onClose} />
  return (
    <FormSheet title={say(tokenTexts.newToken)} form={form} fields={fields} onClose={onClose}>
      <TextField
        label={say(tokenTexts.tokenName)}
        required
        maxLength={100}
        autoFocus
        autoComplete="off"
        value={name}
        problem={form.problemOf('name')}
        onChange={(event) => setName(event.target.value)}
      />
      <ScopeChoice scopes={scopes} onChange={setScopes} problem={form.problemOf('scopes')} />
      <SelectField
        label={say(tokenTexts.tokenLife)}
        value={life}
        problem={form.problemOf('expires_in_days')}
        onChange={(event) => setLife(event.target.value)}
        choices={lives.map((value) => ({
          value,
          label: value === 'none' ? say(tokenTexts.noEnd) : say(texts.days, { count: Number(value) }),
        }))}
      />
      <TextField
        label={say(texts.currentPassword)}
        hint={say(tokenTexts.tokenPasswordHint)}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        problem={form.problemOf('current_password')}
        onChange={(event) => setPassword(event.target.value)}
      />
    </FormSheet>
  )
}

type ScopeChoiceProps = {
  scopes: readonly Scope[]
  onChange: (scopes: readonly Scope[]) => void
  problem: string | undefined
}

function ScopeChoice({ scopes, onChange, problem }: ScopeChoiceProps) {
  const say = useSay()
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{say(tokenTexts.scopes)}</legend>
      {scopeNames.map((scope) => (
        <label key={scope} className="flex min-h-7 items-center gap-2.5">
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            onChange={({ target }) =>
              onChange(scopeNames.filter((one) => (one === scope ? target.checked : scopes.includes(one))))
            }
          />
          <span className="min-w-0 flex-1">{say(scopeTexts[scope])}</span>
          <code className="font-mono text-sm text-muted">{scope}</code>
        </label>
      ))}
      {problem && <p className="text-sm text-bad">{problem}</p>}
    </fieldset>
  )
}
