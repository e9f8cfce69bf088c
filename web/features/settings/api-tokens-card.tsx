import { useState } from 'react'
import type { ApiTokenAnswer } from '#contract/http/api-tokens.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { AnswerCard } from './answer-card.tsx'
import { NewApiToken } from './new-api-token.tsx'
import { scopeTexts } from './scope-texts.ts'
import { settingsTexts as texts } from './settings-texts.ts'
import { tokenTexts } from './token-texts.ts'
import { settingsKey, useAnswer } from './use-answer.ts'

const path = '/api-tokens'

/** What programs may do in somebody's name. */
export function ApiTokensCard() {
  const say = useSay()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiTokenAnswer | null>(null)
  const tokens = useAnswer<ApiTokenAnswer[]>(path)
  const make = (
    <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
      {say(tokenTexts.newToken)}
    </Button>
  )
  return (
    <AnswerCard title={say(texts.tokens)} answer={tokens} aside={make}>
      {(all) => (
        <>
          <p className="mb-2 text-muted">{say(tokenTexts.tokensHint)}</p>
          {all.length === 0 && <p className="py-4">{say(tokenTexts.noTokens)}</p>}
          <ul className="grid">
            {all.map((token) => (
              <TokenLine key={token.id} token={token} onRevoke={() => setRevoking(token)} />
            ))}
          </ul>
          {making && <NewApiToken onClose={() => setMaking(false)} onMade={refresh} />}
          {revoking && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
        </>
      )}
    </AnswerCard>
  )
}

function refresh(): void {
  void queries.invalidateQueries({ queryKey: settingsKey(path) })
}

function TokenLine({ token, onRevoke }: { token: ApiTokenAnswer; onRevoke: () => void }) {
  const say = useSay()
  const me = useMe()
  const { ago, day } = useFormat()
  const facts = [
    ...(token.user_id === me.id ? [] : [token.user_name]),
    token.expires_at === null ? say(tokenTexts.noEnd) : say(tokenTexts.until, { day: day(token.expires_at) }),
    token.last_used_at === null ? say(tokenTexts.neverUsed) : say(tokenTexts.used, { when: ago(token.last_used_at) }),
  ]
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line py-3 last:border-0">
      <span className="grid min-w-0 flex-1 basis-64 gap-1">
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium">{token.name}</span>
          <code className="font-mono text-sm text-muted">{token.hint}…</code>
          {token.expired && <Chip tone="bad">{say(tokenTexts.expired)}</Chip>}
        </span>
        <span className="text-sm text-muted">{facts.join(' · ')}</span>
        <span className="text-sm">{token.scopes.map((scope) => say(scopeTexts[scope])).join(', ')}</span>
      </span>
      <Button look="danger" onClick={onRevoke}>
        {say(tokenTexts.revoke)} <span className="sr-only">{token.name}</span>
      </Button>
    </li>
  )
}

/** It cannot be taken back, so it asks. */
function Revoke({ token, onClose }: { token: ApiTokenAnswer; onClose: () => void }) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const revoke = async () => {
    setBusy(true)
    try {
      await call('DELETE', `${path}/${token.id}`)
      toastDone(say(tokenTexts.revoked, { name: token.name }))
    } catch (error) {
      toastProblem(error)
    }
    refresh()
    onClose()
  }
  return (
    <Dialog
      title={say(tokenTexts.revokeAsk)}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={busy} onClick={() => void revoke()}>
            {say(tokenTexts.revoke)}
          </Button>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
        </>
      }
    >
      <p className="break-words">{say(tokenTexts.revokeHint, { name: token.name })}</p>
    </Dialog>
  )
}
