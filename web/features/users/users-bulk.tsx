import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { changeMany } from '../../lib/bulk.ts'
import { roleTexts } from '../../lib/format.ts'
import { type Text, useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import type { Selection } from '../../ui/data-grid/selection.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { usersPath } from './user-changes.ts'
import { usersTexts as texts } from './users-texts.ts'

/** What can be done with many accounts at once, each as the server allows it. */
export function UsersBulk({ selection }: { selection: Selection<UserAnswer> }) {
  const say = useSay()
  const mayGive = useMay('users.change_role')
  const act = (change: object, said: Text) =>
    void changeMany(usersPath, change, selection.which(), said).then((done) => done && selection.clear())
  const give = (role: Role) => act({ change: 'change_role', role }, texts.bulkRole)
  return (
    <>
      <Button look="quiet" icon="check" onClick={() => act({ change: 'enable' }, texts.bulkEnabled)}>
        {say(texts.enable)}
      </Button>
      {mayGive && (
        <Menu
          label={say(texts.giveRole)}
          named
          className="flex h-8 items-center gap-1.5 rounded-md px-3 font-medium text-muted hover:bg-hover hover:text-text"
          items={roles.map((role) => ({ label: say(roleTexts[role]), run: () => give(role) }))}
        >
          <Icon name="user" />
          {say(texts.giveRole)}
        </Menu>
      )}
      <Button look="quiet" icon="lock" onClick={() => act({ change: 'disable' }, texts.bulkDisabled)}>
        {say(texts.disable)}
      </Button>
    </>
  )
}
