import type { ReactNode } from 'react'
import { preferences } from '../lib/preferences.ts'
import { useSay } from '../lib/say.ts'
import { usePreferences } from '../lib/use-preferences.ts'

const other = { ru: 'English', en: 'Русский' } as const
const waves = Array.from({ length: 13 }, (_, line) => line)
const mark = new URL('./mark.svg', import.meta.url).href

type DoorProps = {
  /** Whose door it is. */
  school?: string
  title: string
  intro: string
  promise: string
  children: ReactNode
}

/** The page in front of the application: a form on one side, a quiet picture on the other. */
export function Door({ school, title, intro, promise, children }: DoorProps) {
  const { language } = usePreferences()
  useSay()
  return (
    <div className="grid min-h-full bg-panel lg:grid-cols-[minmax(0,1fr)_minmax(0,0.95fr)]">
      <main className="mx-auto grid w-full max-w-[360px] content-center gap-6 px-4 py-10">
        <div className="flex min-w-0 items-center gap-3">
          <img src={mark} alt={school ? '' : 'Mini-CRM'} width={40} height={40} className="flex-none" />
          {school && <p className="min-w-0 break-words text-md font-semibold">{school}</p>}
        </div>
        <div className="grid gap-1">
          <h1 className="text-xl font-semibold leading-8 tracking-tight">{title}</h1>
          <p className="text-md text-muted">{intro}</p>
        </div>
        {children}
        <button
          type="button"
          lang={language === 'ru' ? 'en' : 'ru'}
          onClick={() => preferences.set({ language: language === 'ru' ? 'en' : 'ru' })}
          className="h-6 justify-self-start rounded-sm text-muted hover:text-text"
        >
          {other[language]}
        </button>
      </main>
      <aside className="relative overflow-hidden bg-[#152051] text-white max-lg:hidden">
        <svg
          aria-hidden="true"
          viewBox="0 0 700 900"
          preserveAspectRatio="none"
          className="absolute inset-0 h-full w-full"
        >
          {waves.map((line) => (
            <path
              key={line}
              fill="none"
              stroke="#1597d4"
              strokeWidth={1.6}
              opacity={0.95 - line * 0.066}
              d={`M0 ${170 + line * 45} C 170 ${20 + line * 44}, 280 ${110 + line * 40}, 420 ${60 + line * 37} S 560 ${-150 + line * 40}, 720 ${-130 + line * 34}`}
            />
          ))}
        </svg>
        <p className="absolute inset-x-12 bottom-16 whitespace-pre-line text-[28px] font-semibold leading-9 tracking-tight">
          {promise}
        </p>
      </aside>
    </div>
  )
}
