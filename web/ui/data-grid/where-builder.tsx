import { useId, useState } from 'react'
import { whereLimits } from '#contract/filters.ts'
import { type Say, useSay } from '../../lib/say.ts'
import { Button, IconButton } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { SelectField } from '../field.tsx'
import { Segmented } from '../segmented.tsx'
import { uiTexts } from '../ui-texts.ts'
import { ConditionFields } from './condition-fields.tsx'
import type { Facets } from './facets.ts'
import { blankDraft, conditionOf, type Draft, type FilterField } from './filter-field.ts'
import { gridTexts } from './grid-texts.ts'
import type { Nodes } from './where.ts'
import { type Group, groupOf, type Member, newKey, nodesOf } from './where-draft.ts'

type BuilderProps = {
  fields: readonly FilterField[]
  nodes: Nodes
  facets: Facets | undefined
  onApply: (nodes: Nodes) => void
  onClose: () => void
}

/** Conditions in groups of «all» and «any», inside each other. */
export function WhereBuilder({ fields, nodes, facets, onApply, onClose }: BuilderProps) {
  const say = useSay()
  const form = useId()
  const [group, setGroup] = useState<Group>(() => groupOf(nodes))
  const [isTried, setTried] = useState(false)
  const apply = () => {
    setTried(true)
    const made = nodesOf(group, fields)
    if (!made) return
    onApply(group.how === 'any' && made.length > 1 ? [{ any: made }] : made)
    onClose()
  }
  return (
    <Dialog
      place="side"
      title={say(gridTexts.builder)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say(uiTexts.cancel)}</Button>
          <Button type="submit" form={form} look="primary">
            {say(gridTexts.apply)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <GroupFields group={group} onChange={setGroup} depth={1} fields={fields} facets={facets} isTried={isTried} />
      </form>
    </Dialog>
  )
}

type GroupProps = {
  group: Group
  onChange: (group: Group) => void
  onRemove?: () => void
  depth: number
  fields: readonly FilterField[]
  facets: Facets | undefined
  isTried: boolean
}

function GroupFields({ group, onChange, onRemove, depth, fields, facets, isTried }: GroupProps) {
  const say = useSay()
  const { how, members } = group
  const [first] = fields
  const put = (key: number, next: Member | null) =>
    onChange({ ...group, members: members.flatMap((one) => (one.key === key ? (next ?? []) : one)) })
  const add = (member: Member) => onChange({ ...group, members: [...members, member] })
  const blank = () => ({ key: newKey(), draft: blankDraft(first as FilterField) })
  return (
    <section aria-label={say(gridTexts.group)} className={depth > 1 ? 'rounded-lg border border-line p-3' : ''}>
      <div className="mb-3 flex items-center justify-between gap-2">
        <Segmented
          label={say(gridTexts.operator)}
          value={how}
          choices={[
            { value: 'all', label: say(gridTexts.all) },
            { value: 'any', label: say(gridTexts.any) },
          ]}
          onChoose={(next) => onChange({ ...group, how: next })}
        />
        {onRemove && <IconButton icon="trash" label={say(gridTexts.removeGroup)} onClick={onRemove} />}
      </div>
      {members.length === 0 && <p className="mb-3 text-muted">{say(gridTexts.noConditions)}</p>}
      <div className="grid gap-3">
        {members.map((member) =>
          'draft' in member ? (
            <ConditionRow
              key={member.key}
              draft={member.draft}
              fields={fields}
              facets={facets}
              isTried={isTried}
              onChange={(draft) => put(member.key, { ...member, draft })}
              onRemove={() => put(member.key, null)}
            />
          ) : (
            <GroupFields
              key={member.key}
              group={member}
              depth={depth + 1}
              fields={fields}
              facets={facets}
              isTried={isTried}
              onChange={(next) => put(member.key, next)}
              onRemove={() => put(member.key, null)}
            />
          ),
        )}
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button icon="plus" onClick={() => add(blank())}>
          {say(gridTexts.addCondition)}
        </Button>
        {depth < whereLimits.depth - 1 && (
          <Button
            icon="plus"
            onClick={() => add({ key: newKey(), how: how === 'all' ? 'any' : 'all', members: [blank(), blank()] })}
          >
            {say(gridTexts.addGroup)}
          </Button>
        )}
      </div>
    </section>
  )
}

type RowProps = {
  draft: Draft
  fields: readonly FilterField[]
  facets: Facets | undefined
  isTried: boolean
  onChange: (draft: Draft) => void
  onRemove: () => void
}

function ConditionRow({ draft, fields, facets, isTried, onChange, onRemove }: RowProps) {
  const say = useSay()
  const field = fields.find(({ name }) => name === draft.field) as FilterField
  return (
    <div className="relative grid grid-cols-2 items-end gap-2 rounded-md bg-bg p-3 pr-11 [&>:nth-child(n+4)]:col-span-2">
      <IconButton icon="trash" label={say(gridTexts.remove)} onClick={onRemove} className="absolute right-2 top-9" />
      <SelectField
        label={say(gridTexts.field)}
        value={draft.field}
        choices={fields.map(({ name, title }) => ({ value: name, label: title }))}
        onChange={(event) => {
          const next = fields.find(({ name }) => name === event.target.value)
          if (next) onChange(blankDraft(next))
        }}
      />
      <ConditionFields
        field={field}
        draft={draft}
        facets={facets}
        onChange={onChange}
        problem={isTried ? problemOf(draft, field, say) : undefined}
      />
    </div>
  )
}

function problemOf(draft: Draft, field: FilterField, say: Say): string | undefined {
  const made = conditionOf(draft, field)
  return 'problem' in made ? say(made.problem) : undefined
}
