import type { ChipTone } from '../../ui/chip.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import type { Letter } from './letters.ts'

export const stateTexts: Readonly<Record<Letter['state'], (typeof texts)[keyof typeof texts]>> = {
  parked: texts.stateParked,
  waiting: texts.stateWaiting,
  retrying: texts.stateRetrying,
  dead: texts.stateDead,
  resolved: texts.stateResolved,
  discarded: texts.stateDiscarded,
}
export const stateTones: Readonly<Record<Letter['state'], ChipTone>> = {
  ...{ parked: 'wait', waiting: 'wait', retrying: 'info', dead: 'bad', resolved: 'good', discarded: 'done' },
}
