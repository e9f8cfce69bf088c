import { type Static, Type } from 'typebox'
import { Can, Line, LocaleName, Version } from './shapes.ts'

const SchoolName = Line(1, 60, { description: 'stands over every page and at the door', examples: ['Школа Python'] })
const DefaultLocale = Type.Enum(['ru', 'en'], {
  description: 'of letters to people whom the staff adds, and of pages for browsers that ask for neither language',
})

export const SchoolSettings = Type.Object(
  { school_name: SchoolName, default_locale: LocaleName, version: Version, can: Can('update') },
  {
    title: 'SchoolSettings',
    examples: [{ school_name: 'Школа Python', default_locale: 'ru', version: 1, can: { update: true } }],
  },
)
export type SchoolSettings = Static<typeof SchoolSettings>

export const ChangeSchoolSettings = Type.Object(
  { school_name: Type.Optional(SchoolName), default_locale: Type.Optional(DefaultLocale) },
  { additionalProperties: false, minProperties: 1, examples: [{ school_name: 'Школа Python' }] },
)
export type ChangeSchoolSettings = Static<typeof ChangeSchoolSettings>
