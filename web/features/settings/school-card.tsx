import { useEffect, useState } from 'react'
import type { SchoolSettings } from '#contract/http/school.ts'
import { call, Refusal } from '../../lib/api.ts'
import { queries } from '../../lib/queries.ts'
import { useSay } from '../../lib/say.ts'
import { refreshSession } from '../../lib/session.ts'
import { toastDone } from '../../lib/toasts.ts'
import { useSubmit } from '../../lib/use-form.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { useDraft } from '../../ui/use-draft.ts'
import { AnswerCard } from './answer-card.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { settingsKey, useAnswer } from './use-answer.ts'

const path = '/settings'

export function SchoolCard() {
  const say = useSay()
  return (
    <AnswerCard title={say(texts.school)} answer={useAnswer<SchoolSettings>(path)}>
      {(settings) => <SchoolForm settings={settings} />}
    </AnswerCard>
  )
}

/** A newer version replaces what nobody has touched; what was typed stays, and the server says that it was overtaken. */
function SchoolForm({ settings }: { settings: SchoolSettings }) {
  const say = useSay()
  const [base, setBase] = useState(settings)
  const [name, setName] = useState(settings.school_name)
  const [locale, setLocale] = useState(settings.default_locale)
  const dirty = name !== base.school_name || locale !== base.default_locale
  const take = (next: SchoolSettings) => {
    setBase(next)
    setName(next.school_name)
    setLocale(next.default_locale)
  }
  useEffect(() => {
    if (!dirty && settings.version !== base.version) take(settings)
  })
  useDraft(dirty)
  const { busy, onSubmit, problem, problemOf } = useSubmit(async () => {
    const body = { school_name: name, default_locale: locale }
    const settings = await save(body, base.version)
    queries.setQueryData(settingsKey(path), settings)
    take(settings)
    await refreshSession()
    toastDone(say(texts.saved))
  })
  const overtaken = settings.version !== base.version
  return (
    <form onSubmit={onSubmit} className="grid max-w-sm gap-4">
      <TextField
        label={say(texts.schoolName)}
        hint={say(texts.schoolNameHint)}
        required
        maxLength={60}
        disabled={!base.can.update}
        value={name}
        problem={problemOf('school_name')}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={say(texts.defaultLanguage)}
        hint={say(texts.defaultLanguageHint)}
        disabled={!base.can.update}
        value={locale}
        problem={problemOf('default_locale')}
        onChange={(event) => setLocale(event.target.value as SchoolSettings['default_locale'])}
        choices={[
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Problem text={problem(['school_name', 'default_locale'])} />
      {overtaken && dirty && (
        <div className="flex flex-wrap items-center gap-2">
          <p className="text-muted">{say(texts.overtaken, { name: settings.school_name })}</p>
          <Button onClick={() => take(settings)}>{say(uiTexts.keepTheirs)}</Button>
          <Button onClick={() => setBase(settings)}>{say(texts.keepMine)}</Button>
        </div>
      )}
      {base.can.update ? (
        <Button type="submit" look="primary" busy={busy} disabled={!dirty} className="justify-self-start">
          {say(uiTexts.save)}
        </Button>
      ) : (
        <p className="text-muted">{say(texts.ownerOnly)}</p>
      )}
    </form>
  )
}

/** Where somebody was faster, what they wrote is shown beside what was typed here. */
async function save(body: object, ifVersion: number): Promise<SchoolSettings> {
  try {
    return (await call<SchoolSettings>('PATCH', path, { body, ifVersion })).body
  } catch (error) {
    if (error instanceof Refusal && error.code === 'version_conflict')
      await queries.invalidateQueries({ queryKey: settingsKey(path) })
    throw error
  }
}
