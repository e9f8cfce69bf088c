import { useSay } from '../../lib/say.ts'
import { Segmented } from '../segmented.tsx'
import { gridTexts } from './grid-texts.ts'
import type { ListState } from './list-address.ts'
import type { ChangeList } from './list-state.ts'

export function LookSwitch({ state, change }: { state: ListState; change: ChangeList }) {
  const say = useSay()
  return (
    <Segmented
      label={say(gridTexts.look)}
      value={state.look || 'rows'}
      choices={[
        { value: 'rows', label: say(gridTexts.rowsLook) },
        { value: 'cards', label: say(gridTexts.cardsLook) },
      ]}
      onChoose={(look) => change({ look: look === 'rows' ? '' : look }, 'step')}
    />
  )
}
