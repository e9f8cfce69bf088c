import { useEffect, useRef, useState } from 'react'
import { navigate } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'
import { changeView, type SavedView, useSavedViews } from '../../lib/views.ts'
import { Icon } from '../icon.tsx'
import { Menu } from '../menu.tsx'
import { uiTexts } from '../ui-texts.ts'
import { useCounts } from './counts.ts'
import { gridTexts } from './grid-texts.ts'
import { type ListSpec, type ListState, questionOf, readList, writeList } from './list-address.ts'
import type { ChangeList } from './list-state.ts'
import { DeleteViewDialog, ViewDialog } from './view-dialogs.tsx'
import type { Nodes } from './where.ts'

/** A named filter of a list, and how many rows it leaves once that is counted. */
export type View = {
  readonly title: string
  readonly where: Nodes
  readonly count?: number | undefined
}

type ViewsProps = {
  path: string
  spec: ListSpec
  views: readonly View[]
  state: ListState
  change: ChangeList
  /** The rows are there: now the counts may be asked for. */
  ready: boolean
}
type Open = { kind: 'save' } | { kind: 'rename' | 'delete'; view: SavedView } | null

/** Views as tabs: those that a list always has, then the saved ones. A view is an address and nothing else. */
export function Views({ path, spec, views, state, change, ready }: ViewsProps) {
  const say = useSay()
  const [open, setOpen] = useState<Open>(null)
  const saved = useSavedViews(path)
  const counts = useCounts(
    path,
    saved.map(({ address }) => questionOf(readList(address, spec), spec)),
    ready,
  )
  const address = writeList({ ...state, peek: 0, view: 0 }, spec)
  const current = saved.find(({ id }) => id === state.view)
  const isUsual = address === '' || views.some(({ where }) => address === writeList(stateOf(where, spec), spec))
  const bar = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address has another view
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [address])
  return (
    <nav
      ref={bar}
      aria-label={say(uiTexts.views)}
      className="flex h-9 flex-none items-stretch gap-5 overflow-x-auto border-b border-line px-5"
    >
      {views.map(({ title, where, count }) => (
        <Tab
          key={title}
          title={title}
          count={count}
          isHere={!current && JSON.stringify(where) === JSON.stringify(state.where)}
          onChoose={() => change({ where, view: 0, peek: 0 }, 'step')}
        />
      ))}
      {saved.map((view, at) => (
        <span key={view.id} className="flex flex-none items-stretch">
          <Tab
            title={view.title}
            count={counts[at]}
            isHere={view === current}
            isShared={view.shared}
            onChoose={() => navigate(path + addressOf(view, spec))}
          />
          {view === current && <ViewMenu view={view} address={address} onOpen={setOpen} />}
        </span>
      ))}
      {!isUsual && !current && (
        <button
          type="button"
          onClick={() => setOpen({ kind: 'save' })}
          className="flex flex-none items-center gap-1 bg-panel font-medium text-muted hover:text-text md:sticky md:-right-5 md:-mr-5 md:px-3"
        >
          <Icon name="plus" size={14} />
          {say(gridTexts.saveView)}
        </button>
      )}
      {open?.kind === 'save' && (
        <ViewDialog
          path={path}
          address={address}
          onSaved={(view) => change({ view: view.id })}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'rename' && (
        <ViewDialog path={path} address={address} view={open.view} onSaved={() => {}} onClose={() => setOpen(null)} />
      )}
      {open?.kind === 'delete' && (
        <DeleteViewDialog view={open.view} onDeleted={() => change({ view: 0 })} onClose={() => setOpen(null)} />
      )}
    </nav>
  )
}

function stateOf(where: Nodes, spec: ListSpec): ListState {
  return { ...readList('', spec), where }
}

function addressOf(view: SavedView, spec: ListSpec): string {
  return writeList({ ...readList(view.address, spec), view: view.id }, spec)
}

type TabProps = {
  title: string
  count: number | undefined
  isHere: boolean
  isShared?: boolean
  onChoose: () => void
}

function Tab({ title, count, isHere, isShared = false, onChoose }: TabProps) {
  const say = useSay()
  return (
    <button
      type="button"
      aria-current={isHere ? 'true' : undefined}
      onClick={onChoose}
      className={`flex max-w-60 flex-none items-center gap-1.5 border-b-2 font-medium ${isHere ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text'}`}
    >
      {isShared && (
        <span title={say(gridTexts.teamView)}>
          <Icon name="users" size={14} />
        </span>
      )}
      <span className="truncate">{title}</span>
      {count !== undefined && (
        <span className="font-normal text-muted">{say({ ru: '{count}', en: '{count}' }, { count })}</span>
      )}
    </button>
  )
}

type MenuProps = { view: SavedView; address: string; onOpen: (open: Open) => void }

/** What may be done with the view that is looked at; somebody else's offers nothing. */
function ViewMenu({ view, address, onOpen }: MenuProps) {
  const say = useSay()
  const mayShare = useMay('views.share') && view.can.share
  if (!view.can.update) return null
  const isChanged = address !== view.address
  const write = (change: Parameters<typeof changeView>[1]) =>
    void changeView(view, change)
      .then(({ title }) => toastDone(say(gridTexts.viewSaved, { name: title })))
      .catch(toastProblem)
  return (
    <Menu
      label={say(gridTexts.viewActions, { name: view.title })}
      className="ml-1 inline-flex items-center gap-1 self-center rounded-sm px-1 text-muted hover:bg-hover"
      items={[
        ...(isChanged
          ? [{ label: say(gridTexts.saveChanges), icon: 'check' as const, run: () => write({ address }) }]
          : []),
        { label: say(gridTexts.rename), icon: 'pencil', run: () => onOpen({ kind: 'rename', view }) },
        ...(mayShare
          ? [
              {
                label: say(view.shared ? gridTexts.unshare : gridTexts.share),
                icon: 'users' as const,
                run: () => write({ shared: !view.shared }),
              },
            ]
          : []),
        { label: say(gridTexts.deleteView), icon: 'trash', danger: true, run: () => onOpen({ kind: 'delete', view }) },
      ]}
    >
      {isChanged && <span className="text-sm">{say(gridTexts.changed)}</span>}
      <Icon name="more" />
    </Menu>
  )
}
