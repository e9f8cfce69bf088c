import { preferences } from '../../lib/preferences.ts'
import { useSay } from '../../lib/say.ts'
import { usePreferences } from '../../lib/use-preferences.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { settingsTexts as texts } from './settings-texts.ts'

const languages = [
  { value: 'ru', label: 'Русский', lang: 'ru' },
  { value: 'en', label: 'English', lang: 'en' },
] as const

/** Kept by this browser, shown at once. */
export function LookCard() {
  const say = useSay()
  const { language, theme, density } = usePreferences()
  const named = <Name extends 'system' | 'light' | 'dark' | 'compact' | 'normal' | 'roomy'>(names: readonly Name[]) =>
    names.map((value) => ({ value, label: say(texts[value]) }))
  return (
    <Card title={say(texts.look)}>
      <div className="grid gap-3">
        <Row name={say(texts.language)}>
          <Segmented
            label={say(texts.language)}
            value={language}
            choices={languages}
            onChoose={(value) => preferences.set({ language: value })}
          />
        </Row>
        <Row name={say(texts.theme)}>
          <Segmented
            label={say(texts.theme)}
            value={theme}
            choices={named(['system', 'light', 'dark'])}
            onChoose={(value) => preferences.set({ theme: value })}
          />
        </Row>
        <Row name={say(texts.density)} className="max-md:hidden">
          <Segmented
            label={say(texts.density)}
            value={density}
            choices={named(['compact', 'normal', 'roomy'])}
            onChoose={(value) => preferences.set({ density: value })}
          />
        </Row>
      </div>
    </Card>
  )
}

/** A phone shows cards of one height. */
function Row({ name, className = '', children }: { name: string; className?: string; children: React.ReactNode }) {
  return (
    <div className={`flex flex-wrap items-center justify-between gap-2 ${className}`}>
      <span className="text-muted">{name}</span>
      {children}
    </div>
  )
}
