import { type Reach, type Right, reachOf, roles } from '#contract/rights.ts'
import { roleTexts } from '../../lib/format.ts'
import { type Text, useSay } from '../../lib/say.ts'
import { Card } from '../../ui/card.tsx'
import { Table } from '../../ui/table.tsx'
import { settingsTexts as texts } from './settings-texts.ts'

const reaches: Readonly<Record<Reach, Text>> = {
  no: { ru: '—', en: '—' },
  self: { ru: 'своё', en: 'own' },
  own: { ru: 'свои', en: 'own' },
  students: { ru: 'ученики', en: 'students' },
  published: { ru: 'опубликованные', en: 'published' },
  notOwners: { ru: 'кроме владельцев', en: 'all but owners' },
  all: { ru: 'все', en: 'all' },
}

/** The table of rights itself, in the words of people: what stands here is what the server decides by. */
const shown: readonly (readonly [Right, Text])[] = [
  ['courses.read', { ru: 'Видит курсы', en: 'Sees courses' }],
  ['courses.create', { ru: 'Создаёт курсы', en: 'Makes courses' }],
  ['courses.update', { ru: 'Меняет и публикует курсы', en: 'Changes and publishes courses' }],
  ['courses.set_price', { ru: 'Задаёт цены', en: 'Sets prices' }],
  ['users.read', { ru: 'Видит учётные записи', en: 'Sees accounts' }],
  ['users.update', { ru: 'Меняет учётные записи', en: 'Changes accounts' }],
  ['users.disable', { ru: 'Отключает учётные записи', en: 'Disables accounts' }],
  ['users.change_role', { ru: 'Назначает роли', en: 'Gives roles' }],
  ['statistics.read', { ru: 'Видит статистику', en: 'Sees statistics' }],
  ['events.read', { ru: 'Видит события и аудит', en: 'Sees events and audit' }],
  ['events.repair', { ru: 'Повторяет события', en: 'Repeats events' }],
  ['messages.read', { ru: 'Видит письма', en: 'Sees letters' }],
  ['api_tokens.manage', { ru: 'Создаёт ключи API', en: 'Makes API tokens' }],
  ['settings.change', { ru: 'Меняет настройки школы', en: 'Changes the settings of the school' }],
]

export function RightsCard() {
  const say = useSay()
  return (
    <Card title={say(texts.rights)}>
      <Table
        label={say(texts.rights)}
        heads={[say(texts.right), ...roles.map((role) => say(roleTexts[role]))]}
        rows={shown.map(([right, text]) => ({
          id: right,
          cells: [say(text), ...roles.map((role) => say(reaches[reachOf(role, right)]))],
        }))}
      />
    </Card>
  )
}
