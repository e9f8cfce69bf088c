import { modKey } from '../lib/keys.ts'
import { type Text, useSay } from '../lib/say.ts'
import { Dialog } from '../ui/dialog.tsx'
import { appTexts } from './app-texts.ts'
import { useOpenSections } from './sidebar.tsx'

type Row = { keys: readonly string[]; text: Text }

const everywhere: readonly Row[] = [
  { keys: [`${modKey} K`], text: appTexts.keyPalette },
  { keys: ['?'], text: appTexts.keyHelp },
  { keys: [`${modKey} Z`], text: appTexts.keyUndo },
]
const inLists: readonly Row[] = [
  { keys: ['↑', '↓'], text: appTexts.keyMove },
  { keys: ['Home', 'End'], text: appTexts.keyEnds },
  { keys: ['Enter'], text: appTexts.keyOpen },
  { keys: ['Space'], text: appTexts.keyPeek },
  { keys: ['X', 'Shift ↓'], text: appTexts.keySelect },
  { keys: ['/'], text: appTexts.keySearch },
  { keys: ['N'], text: appTexts.keyNew },
  { keys: ['F2'], text: appTexts.keyEdit },
]

export function KeyMap({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const leaps = useOpenSections().map(({ key, title }) => ({
    keys: ['G', key.replace('Key', '')],
    says: say(appTexts.keyGo, { where: say(title) }),
  }))
  const said = (rows: readonly Row[]) => rows.map(({ keys, text }) => ({ keys, says: say(text) }))
  return (
    <Dialog title={say(appTexts.keyMap)} onClose={onClose}>
      <KeyList title={say(appTexts.everywhere)} rows={[...said(everywhere), ...leaps]} />
      <KeyList title={say(appTexts.inLists)} rows={said(inLists)} />
    </Dialog>
  )
}

function KeyList({ title, rows }: { title: string; rows: readonly { keys: readonly string[]; says: string }[] }) {
  return (
    <section className="mb-5 last:mb-0">
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      <dl className="grid gap-1">
        {rows.map(({ keys, says }) => (
          <div key={says} className="flex items-center justify-between gap-4">
            <dt className="text-muted">{says}</dt>
            <dd className="flex flex-none gap-1">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
