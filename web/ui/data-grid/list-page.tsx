import { type ReactNode, useRef } from 'react'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Button } from '../button.tsx'
import { PageHead } from '../page-head.tsx'
import { Empty, Failed, SkeletonLines } from '../states.tsx'
import { uiTexts } from '../ui-texts.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CamePill } from './came-pill.tsx'
import { CardWall } from './card-wall.tsx'
import { type Column, csvFields, type GridRow, orderOf, shortest, usePlacedColumns } from './columns.ts'
import { DataGrid } from './data-grid.tsx'
import { Download } from './download.tsx'
import { useFacets } from './facets.ts'
import type { FilterField } from './filter-field.ts'
import { type ListSpec, type ListState, questionOf, type ShownColumn } from './list-address.ts'
import { listRing } from './list-ring.ts'
import type { ChangeList } from './list-state.ts'
import { useLiveRows } from './live-rows.ts'
import { LookSwitch } from './look-switch.tsx'
import { findRow, placeOf, rowAt, type Source, useFirstPage, useRowsThere } from './pages.ts'
import { Peek } from './peek.tsx'
import { type Selection, useClearedByQuestion } from './selection.ts'
import { Toolbar } from './toolbar.tsx'
import { useChoosing } from './use-choosing.ts'
import { type View, Views } from './views.tsx'

type ListPageProps<Row extends GridRow> = {
  title: string
  path: string
  columns: readonly Column<Row>[]
  spec: ListSpec
  state: ListState
  change: ChangeList
  /** What the search box looks for; none: this list cannot be searched. */
  placeholder?: string
  filters: readonly FilterField[]
  views: readonly View[]
  selection?: Selection<Row>
  nameOf: (row: Row) => string
  card: (row: Row) => ReactNode
  /** A row has a page of its own; otherwise it is shown beside the list. */
  record?: boolean
  /** What stands beside the list for the row that is peeked at. */
  peek: (id: number) => ReactNode
  actions?: ReactNode
  /** A row as a card of a wall, for lists that can be looked at so. */
  wallCard?: (row: Row) => ReactNode
  bulk?: ReactNode
  /** Nothing is there at all yet. */
  empty: ReactNode
}

/** A list with all that belongs to one; its pages say only what is special about theirs. */
export function ListPage<Row extends GridRow>(props: ListPageProps<Row>) {
  const { title, path, spec, state, change, selection } = props
  const { number } = useFormat()
  const source: Source = { path, question: questionOf(state, spec) }
  const first = useFirstPage<Row>(source)
  const columns = usePlacedColumns(props.columns, state.columns, selection !== undefined)
  const total = first.data?.total
  const isWall = state.look === 'cards' && props.wallCard !== undefined
  const place = useRef<HTMLDivElement>(null)
  const [choosing, setChoosing] = useChoosing(selection?.count ?? 0)
  const { came, show } = useLiveRows(source, total)
  const faceted = props.filters.flatMap(({ name, faceted }) => (faceted ? name : []))
  const ready = useRowsThere(source)
  const facets = useFacets(path, faceted, source.question, ready)
  const setColumns = (next: readonly ShownColumn[]) => change({ columns: shortest(props.columns, next) })
  useClearedByQuestion(selection, source)
  return (
    <>
      <PageHead title={title} count={total === undefined ? undefined : number(total)}>
        {total !== undefined && total > 0 && (
          <Download path={path} question={source.question} fields={csvFields(columns)} total={total} />
        )}
        {props.actions}
      </PageHead>
      <Views views={props.views} path={path} spec={spec} state={state} change={change} ready={ready} />
      <Toolbar
        state={state}
        change={change}
        {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
        filters={props.filters}
        facets={facets}
        columns={props.columns as readonly Column<never>[]}
        {...(selection && { choosing, onChoosing: setChoosing })}
      >
        {props.wallCard && <LookSwitch state={state} change={change} />}
      </Toolbar>
      <div className="relative flex min-h-0 flex-1">
        <div ref={place} className={`relative flex min-w-0 flex-1 flex-col ${listRing}`}>
          {first.error && !first.data && <Failed error={first.error} onRetry={() => void first.refetch()} />}
          {first.isPending && <SkeletonLines lines={8} />}
          {total === 0 && <NothingThere {...props} />}
          {total !== undefined && total > 0 && isWall && props.wallCard && (
            <CardWall label={title} source={source} total={total} card={props.wallCard} />
          )}
          {total !== undefined && total > 0 && !isWall && (
            <DataGrid
              label={title}
              path={path}
              columns={columns}
              order={orderOf(props.columns, state.columns)}
              onColumns={setColumns}
              source={source}
              total={total}
              sort={state.sort}
              onSort={(sort) => change({ sort })}
              onOpen={(row) => (props.record ? navigate(`${path}/${row.id}`) : change({ peek: row.id }))}
              onPeek={(row) => change({ peek: row.id })}
              {...(selection && { selection, choosing })}
              shown={state.peek > 0 ? placeOf(source, state.peek) : -1}
              nameOf={props.nameOf}
              card={props.card}
            />
          )}
          <CamePill
            came={came}
            onShow={() => {
              show()
              place.current?.querySelector('[role=grid]')?.scrollTo(0, 0)
            }}
          />
          {selection && (
            <BulkBar
              count={selection.count}
              onClear={selection.clear}
              takeAll={
                total !== undefined && selection.count < total
                  ? { total, run: () => selection.takeAll(source, total) }
                  : undefined
              }
            >
              {props.bulk}
            </BulkBar>
          )}
        </div>
        {state.peek > 0 && <PeekAtRow {...props} source={source} total={total ?? 0} />}
      </div>
    </>
  )
}

function NothingThere<Row extends GridRow>({ state, change, empty }: ListPageProps<Row>) {
  const say = useSay()
  const asked = state.q !== '' || state.where.length > 0
  if (!asked) return empty
  const words = state.where.length > 0 ? uiTexts.clearFilters : uiTexts.clearSearch
  const clear = <Button onClick={() => change({ q: '', where: [] })}>{say(words)}</Button>
  return <Empty icon="search" title={say(uiTexts.nothingFound)} hint={say(uiTexts.nothingFoundHint)} action={clear} />
}

/** Previous and next walk through the rows of this very question. */
function PeekAtRow<Row extends GridRow>({
  path,
  state,
  change,
  peek,
  title,
  nameOf,
  record,
  source,
  total,
}: ListPageProps<Row> & { source: Source; total: number }) {
  const place = placeOf(source, state.peek)
  const goTo = (index: number) => {
    if (place < 0 || index < 0 || index >= total) return undefined
    return () => void rowAt<Row>(source, index).then((row) => row && change({ peek: row.id }))
  }
  const row = findRow<Row>(source, state.peek)
  return (
    <Peek
      title={row ? nameOf(row) : title}
      onClose={() => change({ peek: 0 })}
      onOpen={record ? () => navigate(`${path}/${state.peek}`) : undefined}
      onPrevious={goTo(place - 1)}
      onNext={goTo(place + 1)}
    >
      {peek(state.peek)}
    </Peek>
  )
}
